//! What the desk shows.

use maud::{Markup, html};

use crate::ui::page_header;

pub fn hoy(nombre: &str) -> Markup {
    let corto = nombre.split_whitespace().next().unwrap_or_default();
    html! { (page_header(&format!("Hola, {corto}"), "", None, html! {})) }
}
