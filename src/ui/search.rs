//! Global search: a form that goes to a page, and with scripts a list under the box, walked with the arrows.

use maud::{Markup, html};

use super::icon::{Icono, icon};

/// One thing found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub texto: String,
    /// RUT, hour, what tells it from its namesakes.
    pub detalle: String,
    pub url: String,
}

/// `Pacientes`, `Citas de hoy`, `Acciones`.
#[derive(Debug, Clone)]
pub struct HitGroup {
    pub nombre: &'static str,
    pub icono: Icono,
    pub hits: Vec<Hit>,
}

pub(super) fn box_(url: &str) -> Markup {
    html! {
        form.buscador role="search" aria-label="En toda la clínica" method="get" action=(url) data-buscador {
            label.visually-hidden for="buscador" { "Buscar pacientes, citas y acciones" }
            (icon(Icono::Buscar))
            input.form-control id="buscador" type="search" name="q" placeholder="Buscar paciente, RUT, teléfono…" autocomplete="off"
                role="combobox" aria-expanded="false" aria-controls="buscador-lista" aria-autocomplete="list"
                hx-get=(url) hx-trigger="input changed delay:120ms" hx-target="#buscador-lista" hx-sync="this:replace";
            kbd.buscador-tecla aria-hidden="true" { "/" }
            div.buscador-lista id="buscador-lista" role="listbox" aria-label="Resultados" hidden {}
        }
    }
}

/// The fragment that answers the box.
pub fn results(groups: &[HitGroup]) -> Markup {
    html! {
        @for group in groups.iter().filter(|group| !group.hits.is_empty()) {
            div.hallazgos role="group" aria-label=(group.nombre) {
                p.hallazgos-nombre aria-hidden="true" { (group.nombre) }
                @for hit in &group.hits {
                    a.hallazgo role="option" tabindex="-1" aria-selected="false" href=(hit.url) {
                        (icon(group.icono)) span { (hit.texto) } span.hallazgo-detalle { (hit.detalle) }
                    }
                }
            }
        }
        @if groups.iter().all(|group| group.hits.is_empty()) {
            div.hallazgo.hallazgo-nada role="option" aria-disabled="true" aria-selected="false" { "Nada coincide. Prueba con el RUT o el teléfono." }
        }
    }
}
