//! Keyset pagination: there are neighbours, not page numbers.

use maud::{Markup, html};

use super::icon::{Icono, icon};

#[derive(Debug, Clone, Default)]
pub struct Pagination {
    pub anterior: Option<String>,
    pub siguiente: Option<String>,
    /// `50 de 12.340 pagos`; may be empty.
    pub resumen: String,
}

pub fn pagination(pagination: &Pagination) -> Markup {
    html! {
        nav.paginas aria-label="Páginas" {
            span.paginas-resumen { (pagination.resumen) }
            @if pagination.anterior.is_some() || pagination.siguiente.is_some() {
                (neighbour(pagination.anterior.as_deref(), "prev", html! { (icon(Icono::Atras)) span { "Anterior" } }))
                (neighbour(pagination.siguiente.as_deref(), "next", html! { span { "Siguiente" } (icon(Icono::Adelante)) }))
            }
        }
    }
}

fn neighbour(url: Option<&str>, rel: &str, content: Markup) -> Markup {
    html! {
        @match url {
            Some(url) => { a.btn.btn-secundario.btn-sm href=(url) rel=(rel) { (content) } }
            None => { span.btn.btn-secundario.btn-sm.disabled aria-disabled="true" { (content) } }
        }
    }
}
