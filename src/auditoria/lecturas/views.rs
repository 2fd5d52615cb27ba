//! Readings as a person reads them.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::Lectura;
use crate::auditoria::filtros::{FiltrosForm, Vecinas};
use crate::auditoria::views::{Pestana, cabecera, campos_comunes, desde_donde};
use crate::ui::{Button, Column, Icono, Pagination, card_flush, empty, format, pagination, table};
use crate::urls;

pub fn lista(
    slug: &str,
    zona: Tz,
    form: &FiltrosForm,
    equipo: &[(i64, String)],
    lecturas: &[Lectura],
    vecinas: Vecinas,
) -> Markup {
    let columnas = [
        Column::text("Cuándo"),
        Column::text("Quién"),
        Column::text("Ficha"),
        Column::text("Qué"),
        Column::text("Desde dónde"),
    ];
    html! {
        (cabecera(slug, Pestana::Lecturas, form))
        form.filtros method="get" action=(urls::lecturas(slug)) {
            (campos_comunes(form, equipo))
            (Button::secondary("Filtrar"))
        }
        @if lecturas.is_empty() {
            (empty(Icono::Auditoria, "No hay lecturas así", "Prueba con otras fechas o quita un filtro.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Lecturas", &columnas, html! { @for lectura in lecturas { (fila(slug, zona, lectura)) } }))
                (pagination(&Pagination { anterior: vecinas.anterior, siguiente: vecinas.siguiente, resumen: String::new() }))
            }))
        }
    }
}

fn fila(slug: &str, zona: Tz, lectura: &Lectura) -> Markup {
    html! {
        tr {
            td.text-nowrap { (format::date_time(lectura.en.with_timezone(&zona).naive_local())) }
            td { (lectura.quien) }
            td { a href=(urls::paciente(slug, lectura.paciente_id)) { (lectura.paciente) } }
            td {
                @match lectura.adjunto_id { Some(id) => { "Documento N° " (id) }, None => { "Ficha" } }
                @if !lectura.motivo.is_empty() { div.text-secondary { (lectura.motivo) } }
            }
            td { (desde_donde(lectura.direccion.as_deref(), lectura.agente.as_deref())) }
        }
    }
}
