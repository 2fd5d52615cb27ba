//! Who owes, since when, and of which sales.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::DeudasFiltro;
use super::model::{Deuda, Deudor};
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Column, Enlace, Field, Icono, Pagination, card_flush, empty, format, money, page_header, pagination, stat,
    stats, table,
};
use crate::urls;

pub struct Lista<'a> {
    pub filtro: &'a DeudasFiltro,
    pub deudores: &'a [Deudor],
    /// From a later page, back to the first.
    pub primera: Option<String>,
    pub siguiente: Option<String>,
}

pub fn lista(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let total = lista.deudores.first().map(|d| d.total).unwrap_or_default();
    html! {
        (page_header("Por cobrar", "Quién debe, desde cuándo", Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! {}))
        form.filtros method="get" action=(urls::por_cobrar(aqui.clinica)) {
            (Field::search("q", "Nombre").value(&lista.filtro.q).maxlength(80))
            (Button::secondary("Buscar"))
        }
        @if lista.deudores.is_empty() {
            @if lista.filtro.q.trim().is_empty() {
                (empty(Icono::Bien, "Nadie debe nada", "Lo que quede por pagar de una venta aparece aquí.", html! {}))
            } @else {
                (empty(Icono::Buscar, "Nadie con ese nombre debe", "Prueba con otra palabra de su nombre.", html! {}))
            }
        } @else {
            (stats(html! { (stat("Por cobrar", &money(total, aqui.moneda), "En todas las páginas")) }))
            (card_flush("", html! {}, html! {
                (tabla(aqui, lista.deudores))
                (pagination(&Pagination { anterior: lista.primera.clone(), siguiente: lista.siguiente.clone(), resumen: String::new() }))
            }))
        }
    }
}

fn tabla(aqui: &Aqui<'_>, deudores: &[Deudor]) -> Markup {
    let columnas = [
        Column::text("Quién"),
        Column::text("Desde"),
        Column::num("Ventas"),
        Column::num("Hasta 30 días"),
        Column::num("31 a 60"),
        Column::num("61 a 90"),
        Column::num("Más de 90"),
        Column::num("Debe"),
    ];
    let monto = |m: Decimal| html! { td.num { @if !m.is_zero() { (money(m, aqui.moneda)) } } };
    table(
        "Por cobrar",
        &columnas,
        html! {
            @for d in deudores {
                tr {
                    td { a href=(destino(aqui, d)) { (d.nombre) } }
                    td.text-nowrap { (format::date(aqui.local(d.desde).date())) }
                    td.num { (format::count(d.ventas)) }
                    (monto(d.a30)) (monto(d.a60)) (monto(d.a90)) (monto(d.mas)) (monto(d.debe))
                }
            }
        },
    )
}

fn destino(aqui: &Aqui<'_>, deudor: &Deudor) -> String {
    match deudor.paciente_id {
        Some(paciente) => urls::por_cobrar_de(aqui.clinica, paciente),
        None => urls::venta(aqui.clinica, deudor.primera),
    }
}

pub fn de_paciente(aqui: &Aqui<'_>, nombre: &str, deudas: &[Deuda]) -> Markup {
    let columnas = [
        Column::text("Venta"),
        Column::text("Fecha"),
        Column::text("Qué"),
        Column::num("Días"),
        Column::num("Total"),
        Column::num("Debe"),
    ];
    let volver = Enlace::new("Por cobrar", urls::por_cobrar(aqui.clinica));
    html! {
        (page_header(nombre, "Lo que debe, lo más antiguo primero", Some(&volver), html! {}))
        @if deudas.is_empty() {
            (empty(Icono::Bien, "No debe nada", "Todas sus ventas están pagadas.", html! {}))
        } @else {
            (stats(html! { (stat("Debe", &money(deudas.iter().map(|d| d.debe).sum(), aqui.moneda), "")) }))
            (card_flush("", html! {}, table("Lo que debe", &columnas, html! {
                @for d in deudas {
                    tr {
                        td { a href=(urls::venta(aqui.clinica, d.venta_id)) { "Venta " (d.venta_id) } }
                        td.text-nowrap { (format::date(aqui.local(d.emitida).date())) }
                        td { (d.detalle) }
                        td.num { (d.dias) }
                        td.num { (money(d.total, aqui.moneda)) }
                        td.num { (money(d.debe, aqui.moneda)) }
                    }
                }
            })))
        }
    }
}
