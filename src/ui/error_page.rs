//! What is said when something cannot be done: what happened, what to do, and the id that finds it in the log.

use maud::{Markup, html};

use super::{
    form::form_error,
    icon::{Icono, icon},
    layout::Enlace,
};

#[derive(Debug, Clone)]
pub struct ErrorPage {
    pub status: u16,
    pub titulo: String,
    pub mensaje: String,
    /// The request id.
    pub peticion: String,
    pub volver: Enlace,
}

/// The content of a page: inside `pagina` with a session, inside `pagina_simple` without.
pub fn error_page(error: &ErrorPage) -> Markup {
    html! {
        section.error-pagina {
            div.vacio-icono { (icon(Icono::Alerta)) }
            p.error-numero { "Error " (error.status) }
            h1 { (error.titulo) }
            p { (error.mensaje) }
            a.btn.btn-primary href=(error.volver.url) { (error.volver.texto) }
            (request_id(&error.peticion))
        }
    }
}

/// The same for htmx, where a fragment was expected.
pub fn error_fragment(error: &ErrorPage) -> Markup {
    form_error(&error.titulo, html! { p { (error.mensaje) } (request_id(&error.peticion)) })
}

fn request_id(peticion: &str) -> Markup {
    html! { @if !peticion.is_empty() { p.error-peticion { "Si pides ayuda, da este código: " code { (peticion) } } } }
}
