//! What the desk shows.

use maud::{Markup, html};

use crate::pacientes::Resumen;
use crate::ui::search::{Hit, HitGroup};
use crate::ui::{Icono, card, page_header, results};
use crate::urls;

pub fn hoy(nombre: &str) -> Markup {
    let corto = nombre.split_whitespace().next().unwrap_or_default();
    html! { (page_header(&format!("Hola, {corto}"), "", None, html! {})) }
}

pub fn hallazgos(clinica: &str, pacientes: &[Resumen]) -> Vec<HitGroup> {
    let hits = pacientes
        .iter()
        .map(|p| Hit { texto: p.nombre(), detalle: p.documento(), url: urls::paciente(clinica, p.id) })
        .collect();
    vec![HitGroup { nombre: "Pacientes", icono: Icono::Paciente, hits }]
}

pub fn buscar(consulta: &str, grupos: &[HitGroup]) -> Markup {
    html! {
        (page_header("Resultados", consulta, None, html! {}))
        (card("", html! {}, results(grupos)))
    }
}
