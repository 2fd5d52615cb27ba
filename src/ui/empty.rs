//! What a list without rows says: why, and what to do next.

use maud::{Markup, html};

use super::icon::{Icono, icon};

/// `empty(Icono::Pacientes, "Aún no hay pacientes", "Crea el primero o impórtalos desde una planilla.", html! { (Button::…) })`
pub fn empty(icono: Icono, titulo: &str, que_hacer: &str, action: Markup) -> Markup {
    html! {
        div.vacio {
            div.vacio-icono { (icon(icono)) }
            p.vacio-titulo { (titulo) }
            p.vacio-texto { (que_hacer) }
            @if !action.0.is_empty() { div.vacio-accion { (action) } }
        }
    }
}
