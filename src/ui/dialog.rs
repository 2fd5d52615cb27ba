//! Native dialogs. A link with `Button::into(dialog::HOLDER)` brings one; without scripts the same URL is a page.

use maud::{Markup, html};

use super::icon::{Icono, icon};

/// Where a fragment that is a dialog goes; what arrives there opens by itself and gives the focus back when it closes.
pub const HOLDER: &str = "#dialogo";

/// The `<dialog>`; forms inside it aim at `#{id}-cuerpo` with swap `innerHTML`, or at `HOLDER`.
pub fn dialog(id: &str, titulo: &str, body: Markup) -> Markup {
    html! {
        dialog.dialogo id=(id) aria-labelledby={ (id) "-titulo" } {
            header.dialogo-cabeza {
                h2 id={ (id) "-titulo" } { (titulo) }
                form method="dialog" {
                    button.btn.btn-llano.btn-icon type="submit" title="Cerrar" {
                        (icon(Icono::Cerrar)) span.visually-hidden { "Cerrar" }
                    }
                }
            }
            div.dialogo-cuerpo id={ (id) "-cuerpo" } { (body) }
        }
    }
}

/// An out-of-band piece that takes the open dialog away after a success.
pub fn dialog_closed() -> Markup {
    html! { div id="dialogo" hx-swap-oob="innerHTML" {} }
}

pub(super) fn holder() -> Markup {
    html! { div id="dialogo" {} }
}
