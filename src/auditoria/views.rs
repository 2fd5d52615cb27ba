//! The audit as a person reads it.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::Cambio;
use super::model::etiqueta;
use crate::ui::{Column, Icono, Pagination, card_flush, empty, format, page_header, pagination, table};

/// The history of one thing, for its own page.
pub fn historia(cambios: &[Cambio], zona: Tz) -> Markup {
    card_flush(
        "Historia de cambios",
        html! {},
        html! {
            @if cambios.is_empty() {
                (empty(Icono::Auditoria, "Sin cambios todavía", "Aquí quedará quién cambió qué y cuándo.", html! {}))
            } @else {
                (tabla("Historia de cambios", cambios, zona, false))
            }
        },
    )
}

pub fn lista(cambios: &[Cambio], zona: Tz, siguiente: Option<String>) -> Markup {
    html! {
        (page_header("Auditoría", "Quién hizo qué y cuándo", None, html! {}))
        (card_flush("", html! {}, html! {
            (tabla("Cambios", cambios, zona, true))
            (pagination(&Pagination { anterior: None, siguiente, resumen: String::new() }))
        }))
    }
}

fn tabla(titulo: &str, cambios: &[Cambio], zona: Tz, con_tabla: bool) -> Markup {
    let mut columnas = vec![Column::text("Cuándo"), Column::text("Quién"), Column::text("Qué")];
    if con_tabla {
        columnas.insert(2, Column::text("Dónde"));
    }
    table(titulo, &columnas, html! { @for cambio in cambios { (fila(cambio, zona, con_tabla)) } })
}

fn fila(cambio: &Cambio, zona: Tz, con_tabla: bool) -> Markup {
    html! {
        tr {
            td.text-nowrap { (format::date_time(cambio.en.with_timezone(&zona).naive_local())) }
            td { (cambio.quien.as_deref().unwrap_or("Antesala")) }
            @if con_tabla { td { (etiqueta(&cambio.tabla)) " " (cambio.fila_id) } }
            td {
                (cambio.verbo())
                ul.list-unstyled {
                    @for valor in cambio.valores() {
                        li {
                            span.text-secondary { (valor.columna) ": " }
                            @if !valor.antes.is_empty() { del { (valor.antes) } " → " }
                            @if valor.despues.is_empty() { em { "vacío" } } @else { ins { (valor.despues) } }
                        }
                    }
                }
            }
        }
    }
}
