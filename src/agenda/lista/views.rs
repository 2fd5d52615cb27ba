//! How the list of a day looks, on the screen and on paper.

use maud::{Markup, html};

use crate::agenda::Cita;
use crate::agenda::citas::views::{Fila, fila};
use crate::ui::{Column, Icono, Pagination, card_flush, empty, pagination, table};

pub struct Lista<'a> {
    pub citas: &'a [Cita],
    pub fila: &'a dyn Fn(&'a Cita) -> Fila<'a>,
    pub paginas: Pagination,
}

pub fn lista(l: &Lista<'_>) -> Markup {
    if l.citas.is_empty() {
        return empty(Icono::Agenda, "Sin citas", "Ninguna cita de este día es como la que buscas.", html! {});
    }
    let columnas = [
        Column::text("Hora"),
        Column::text("Paciente"),
        Column::text("Atención"),
        Column::text("Estado"),
        Column::text("Pago"),
        Column::actions(),
    ];
    card_flush(
        "",
        html! {},
        html! {
            (table("Citas", &columnas, html! { @for c in l.citas { (fila(&(l.fila)(c))) } }))
            (pagination(&l.paginas))
        },
    )
}
