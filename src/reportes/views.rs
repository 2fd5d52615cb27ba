//! What a report shows.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::model::{PagoDelDia, TotalPorMedio, nombre_medio};
use crate::ui::{
    Button, Column, Field, Icono, Pagination, Tono, badge, card_flush, empty, format, money, page_header, pagination,
    stat, stats, table, table_with_foot,
};
use crate::urls;

pub struct Pagos<'a> {
    pub clinica: &'a str,
    pub zona: Tz,
    pub moneda: &'a str,
    pub dia: NaiveDate,
    pub corte: DateTime<Utc>,
    pub filas: &'a [PagoDelDia],
    pub totales: &'a [TotalPorMedio],
    pub desde_el_principio: bool,
    pub siguiente: Option<String>,
    /// Receipts are read at the caja.
    pub abre_recibos: bool,
}

pub fn pagos(v: &Pagos<'_>) -> Markup {
    let corte = v.corte.with_timezone(&v.zona).naive_local();
    html! {
        (page_header("Pagos del día", &format!("{} · al {}", format::date_long(v.dia), format::date_time(corte)), None, html! {}))
        (filtros(v))
        @if v.totales.is_empty() {
            (empty(Icono::Reportes, "Sin pagos este día", "Elige otra fecha: los pagos aparecen apenas se cobran.", html! {}))
        } @else {
            (resumen(v))
            (card_flush("Por medio de pago", html! {}, por_medio(v)))
            (card_flush("Pagos", html! {}, html! {
                (detalle(v))
                (pagination(&Pagination { anterior: volver(v), siguiente: v.siguiente.clone(), resumen: String::new() }))
            }))
        }
    }
}

fn dia_url(v: &Pagos<'_>, dia: NaiveDate) -> String {
    urls::con_filtros(&urls::reportes(v.clinica), &[("fecha", &format::date_input(dia))])
}

/// From a later page, back to the first one of the same corte.
fn volver(v: &Pagos<'_>) -> Option<String> {
    let corte = v.corte.timestamp_micros();
    let primera =
        urls::con_filtros(&urls::reportes(v.clinica), &[("fecha", &format::date_input(v.dia)), ("corte", &corte)]);
    (!v.desde_el_principio).then_some(primera)
}

fn filtros(v: &Pagos<'_>) -> Markup {
    let vecino = |dia: Option<NaiveDate>, texto| {
        html! { @if let Some(dia) = dia { (Button::ghost(texto).goes(dia_url(v, dia))) } }
    };
    html! {
        form.filtros method="get" action=(urls::reportes(v.clinica)) {
            (Field::date("fecha", "Día").value(format::date_input(v.dia)))
            (Button::secondary("Ver"))
            (vecino(v.dia.checked_sub_days(Days::new(1)), "Día anterior"))
            (vecino(v.dia.checked_add_days(Days::new(1)), "Día siguiente"))
        }
    }
}

fn resumen(v: &Pagos<'_>) -> Markup {
    // What was in favour came in when it was left there.
    let entro = |medio: &str| !matches!(medio, "redondeo" | "abono");
    let cobrado: Decimal = v.totales.iter().filter(|t| entro(&t.medio)).map(|t| t.monto).sum();
    let efectivo: Decimal = v.totales.iter().filter(|t| t.medio == "efectivo").map(|t| t.monto).sum();
    stats(html! {
        (stat("Cobrado", &money(cobrado, v.moneda), ""))
        (stat("En efectivo", &money(efectivo, v.moneda), ""))
    })
}

fn por_medio(v: &Pagos<'_>) -> Markup {
    let total: Decimal = v.totales.iter().map(|t| t.monto).sum();
    table_with_foot(
        "Totales por medio de pago",
        &[Column::text("Medio"), Column::num("Movimientos"), Column::num("Monto")],
        html! {
            @for t in v.totales {
                tr { td { (nombre_medio(&t.medio)) } td.num { (format::count(t.pagos)) } td.num { (money(t.monto, v.moneda)) } }
            }
        },
        html! { tr { th scope="row" { "Total" } td {} td.num data-total { (money(total, v.moneda)) } } },
    )
}

fn detalle(v: &Pagos<'_>) -> Markup {
    let columnas = [
        Column::text("Hora"),
        Column::text("Folio"),
        Column::text("Paciente"),
        Column::text("Cobró"),
        Column::text("Medios"),
        Column::num("Total"),
    ];
    table("Pagos", &columnas, html! { @for pago in v.filas { (fila(v, pago)) } })
}

fn fila(v: &Pagos<'_>, pago: &PagoDelDia) -> Markup {
    let hora = pago.en.with_timezone(&v.zona).time();
    let partes: Vec<String> = pago
        .medios
        .iter()
        .zip(&pago.montos)
        .map(|(medio, monto)| format!("{} {}", nombre_medio(medio), money(*monto, v.moneda)))
        .collect();
    html! {
        tr data-pago=(pago.id) {
            td.text-nowrap { (format::time(hora)) }
            td.text-nowrap {
                @if v.abre_recibos { a href=(urls::recibo(v.clinica, pago.id)) { (pago.folio) } } @else { (pago.folio) }
            }
            td { (pago.paciente.as_deref().unwrap_or("—")) }
            td { (pago.cajero) }
            td { (partes.join(" · ")) @if pago.tipo != "pago" { " " (badge(Tono::Alerta, if pago.tipo == "anulacion" { "Anulación" } else { "Devolución" })) } }
            td.num { (money(pago.total, v.moneda)) }
        }
    }
}
