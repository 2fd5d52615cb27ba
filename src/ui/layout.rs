//! The two frames of a page: the full one of a signed-in person, and the bare one of the login and of patients.

use maud::{DOCTYPE, Markup, html};

use super::{dialog, icon::Icono, shell, toast, toast::Toast};
use crate::values::telefono;
use crate::web::assets;

/// The colours a person chose; the server reads them from the cookie `tema`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tema {
    /// As the system of the person.
    #[default]
    Auto,
    Claro,
    Oscuro,
}

impl Tema {
    pub const TODOS: [Self; 3] = [Self::Claro, Self::Oscuro, Self::Auto];

    /// From the cookie or the form field `tema`; anything unknown is `Auto`.
    pub fn from_cookie(value: &str) -> Self {
        Self::TODOS.into_iter().find(|tema| tema.value() == value).unwrap_or_default()
    }

    /// What the cookie holds and `data-bs-theme` says.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Claro => "light",
            Self::Oscuro => "dark",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Enlace {
    pub texto: String,
    pub url: String,
    pub activo: bool,
}

impl Enlace {
    pub fn new(texto: impl Into<String>, url: impl Into<String>) -> Self {
        Self { texto: texto.into(), url: url.into(), activo: false }
    }

    pub const fn activo(mut self, activo: bool) -> Self {
        self.activo = activo;
        self
    }
}

/// An entry of the sidebar; only those the person may open are given.
#[derive(Debug, Clone)]
pub struct Entrada {
    pub id: &'static str,
    pub texto: &'static str,
    pub icono: Icono,
    pub url: String,
    /// Its shortcut, `g a`.
    pub tecla: Option<&'static str>,
    /// What waits there; 0 shows nothing.
    pub pendientes: u32,
}

/// The frame around a screen: all that the layout shows, as plain data.
#[derive(Debug, Clone, Default)]
pub struct Marco {
    pub titulo: String,
    pub clinica: String,
    /// The sucursal in use; empty when the clinic has one only.
    pub sucursal: String,
    pub usuario: String,
    /// What stands under the name: `Recepción`.
    pub rol: String,
    pub entradas: Vec<Entrada>,
    /// The `id` of the entry where the screen lives.
    pub activa: &'static str,
    /// Other clinics of the person, and sucursales of this one; empty when there is no choice.
    pub clinicas: Vec<Enlace>,
    pub sucursales: Vec<Enlace>,
    /// The person's own pages: profile, security.
    pub menu: Vec<Enlace>,
    pub url_inicio: String,
    /// GET with `q`: a page, or for htmx the fragment `search::results`.
    pub url_busqueda: String,
    /// POST with `tema` and `csrf`: sets the cookie and goes back. Empty: no switch.
    pub url_tema: String,
    /// POST with `csrf`.
    pub url_salir: String,
    pub csrf: String,
    pub tema: Tema,
    /// The person switched single-key shortcuts off, on every device.
    pub sin_atajos: bool,
    /// What happened on the page before.
    pub tostadas: Vec<Toast>,
    /// Scripts of this screen beside the common one: `"agenda.js"`; `"vivo.js"` where the page is live.
    pub modulos: Vec<&'static str>,
}

/// A whole page inside the frame.
pub fn pagina(marco: &Marco, content: Markup) -> Markup {
    let title = format!("{} · {}", marco.titulo, marco.clinica);
    let body = html! {
        a.saltar href="#contenido" { "Saltar al contenido" }
        (shell::topbar(marco))
        (shell::sidebar(marco))
        main.contenido id="contenido" tabindex="-1" { (content) }
        (toast::region(&marco.tostadas))
        (dialog::holder())
        (shell::shortcuts(marco.sin_atajos))
    };
    document(&title, marco.tema, &marco.modulos, "marco", body)
}

/// A bare page: login, errors without a session, and what patients see. `nombre` is the clinic's, or the product's.
#[derive(Debug, Clone, Default)]
pub struct Simple {
    pub titulo: String,
    pub nombre: String,
    pub tema: Tema,
    /// A form of one column, or a page with room.
    pub ancha: bool,
    pub tostadas: Vec<Toast>,
    pub modulos: Vec<&'static str>,
}

pub fn pagina_simple(simple: &Simple, content: Markup) -> Markup {
    let title = format!("{} · {}", simple.titulo, simple.nombre);
    let body = html! {
        a.saltar href="#contenido" { "Saltar al contenido" }
        header.simple-cabeza { (shell::brand()) span { (simple.nombre) } }
        main.simple-contenido.simple-ancha[simple.ancha] id="contenido" tabindex="-1" { (content) }
        (toast::region(&simple.tostadas))
        (dialog::holder())
    };
    document(&title, simple.tema, &simple.modulos, "simple", body)
}

/// How patients reach the clinic, `e164`; nothing when it did not say.
pub fn clinic_phone(e164: &str) -> Markup {
    html! { @if !e164.is_empty() { p { "Teléfono de la clínica: " a href={ "tel:" (e164) } { (telefono::legible(e164)) } } } }
}

/// What hangs on a wall: nothing but its content, as large as the screen.
pub fn pagina_muro(titulo: &str, tema: Tema, content: Markup) -> Markup {
    document(titulo, tema, &["vivo.js"], "pared", html! { main.pared-contenido id="contenido" { (content) } })
}

/// What prints: a receipt, a report. No frame, no scripts beyond the common one.
pub fn pagina_impresa(titulo: &str, content: Markup) -> Markup {
    document(titulo, Tema::Claro, &[], "impresa", html! { main { (content) } })
}

/// htmx under our policy: no style sheet of its own, nothing evaluated, errors shown by the server's own fragment.
const HTMX_CONFIG: &str = r#"{"includeIndicatorCSS":false,"history":"reload","defaultTimeout":30000}"#;

fn document(title: &str, tema: Tema, modulos: &[&str], class: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="es-CL" data-bs-theme=(tema.value()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(color_scheme(tema));
                meta name="htmx-config" content=(HTMX_CONFIG);
                link rel="stylesheet" href=(assets::url("antesala.css"));
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                script src=(assets::url("htmx.js")) defer {}
                script type="module" src=(assets::url("antesala.js")) {}
                @for modulo in modulos { script type="module" src=(assets::url(modulo)) {} }
            }
            body class=(class) { (body) }
        }
    }
}

const fn color_scheme(tema: Tema) -> &'static str {
    match tema {
        Tema::Auto => "light dark",
        Tema::Claro => "light",
        Tema::Oscuro => "dark",
    }
}
