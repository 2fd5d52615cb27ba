//! Toasts: what just happened, said once, and an undo where undo is honest.

use maud::{Markup, html};

use super::{
    badge::Tono,
    icon::{Icono, icon},
};

#[derive(Debug, Clone)]
pub struct Toast {
    tono: Tono,
    texto: String,
    action: Option<Markup>,
}

impl Toast {
    pub fn success(texto: impl Into<String>) -> Self {
        Self { tono: Tono::Bien, texto: texto.into(), action: None }
    }

    pub fn info(texto: impl Into<String>) -> Self {
        Self { tono: Tono::Info, texto: texto.into(), action: None }
    }

    /// Stays until it is closed.
    pub fn error(texto: impl Into<String>) -> Self {
        Self { tono: Tono::Error, texto: texto.into(), action: None }
    }

    /// A link, or a form with its one button.
    pub fn action(mut self, action: Markup) -> Self {
        self.action = Some(action);
        self
    }
}

/// One toast; with scripts it leaves by itself, unless it is an error or has an action.
pub fn toast(toast: &Toast) -> Markup {
    let (class, icono) = match toast.tono {
        Tono::Bien => ("tostada tostada-bien", Icono::Bien),
        Tono::Error => ("tostada tostada-error", Icono::Error),
        _ => ("tostada tostada-info", Icono::Info),
    };
    let stays = toast.tono == Tono::Error || toast.action.is_some();
    html! {
        div class=(class) data-tostada=(if stays { "queda" } else { "pasa" }) {
            (icon(icono))
            p { (toast.texto) }
            @if let Some(action) = &toast.action { (action) }
            button.btn.btn-llano.btn-icon.btn-sm type="button" data-cierra-tostada title="Cerrar" {
                (icon(Icono::Cerrar)) span.visually-hidden { "Cerrar" }
            }
        }
    }
}

/// An out-of-band piece: adds the toast to the page's region.
pub fn toast_oob(one: &Toast) -> Markup {
    html! { div id="tostadas" hx-swap-oob="beforeend" { (toast(one)) } }
}

/// Said by the script, since no server answered. A lost answer may have been done: it must not claim otherwise.
const SIN_CONEXION: &str = "El servidor no responde. Revisa la conexión y mira si quedó hecho antes de repetir.";

/// The live region; it must be in the page before the first toast is.
pub(super) fn region(toasts: &[Toast]) -> Markup {
    html! {
        div.tostadas id="tostadas" role="status" aria-live="polite" { @for one in toasts { (toast(one)) } }
        template id="tostada-sin-conexion" { (toast(&Toast::error(SIN_CONEXION))) }
    }
}
