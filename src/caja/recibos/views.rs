//! The list of receipts, each to be looked at or printed again.

use chrono::{Days, NaiveDate};
use maud::{Markup, html};

use super::forms::RecibosFiltro;
use crate::caja::pagos::{Pago, papel::nombre_medio};
use crate::caja::sesiones::views::{Aqui, estado_de_pago};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, card_flush, empty, form, format, money,
    page_header, pagination, table,
};
use crate::urls;

const MEDIOS: [&str; 6] = ["efectivo", "debito", "credito", "transferencia", "cheque", "abono"];

pub struct Lista<'a> {
    pub filtro: &'a RecibosFiltro,
    pub dia: NaiveDate,
    pub pagos: &'a [Pago],
    /// From a later page, back to the first.
    pub primera: Option<String>,
    pub siguiente: Option<String>,
}

pub fn lista(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let de_folio = lista.filtro.folio().is_some();
    let titulo = if de_folio { "Cualquier día".to_owned() } else { format::date_long(lista.dia) };
    html! {
        (page_header("Recibos", &titulo, Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! {}))
        (filtros(aqui, lista))
        @if lista.pagos.is_empty() {
            @if lista.filtro.busca() {
                (empty(Icono::Buscar, "Ningún recibo es así", "Prueba con otro día, o busca por su folio.", html! {}))
            } @else {
                (empty(Icono::Dinero, "Sin recibos este día", "Aparecen apenas se cobra.", html! {}))
            }
        } @else {
            (card_flush("", html! {}, html! {
                (tabla(aqui, lista.pagos))
                (pagination(&Pagination { anterior: lista.primera.clone(), siguiente: lista.siguiente.clone(), resumen: String::new() }))
            }))
        }
    }
}

fn filtros(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let filtro = lista.filtro;
    let medios = MEDIOS.iter().map(|medio| Choice::new(medio, nombre_medio(medio))).collect();
    let vecino = |dia: Option<NaiveDate>, texto| {
        html! {
            @if let Some(dia) = dia {
                (Button::ghost(texto).goes(urls::con_filtros(&urls::recibos(aqui.clinica), &[("fecha", &format::date_input(dia))])))
            }
        }
    };
    html! {
        form.filtros method="get" action=(urls::recibos(aqui.clinica)) {
            (Field::date("fecha", "Día").value(format::date_input(lista.dia)))
            (Field::text("q", "Folio o nombre").value(&filtro.q).maxlength(80))
            (Field::select("medio", "Medio", medios).value(&filtro.medio).placeholder("Todos"))
            (Field::money("monto", "Monto", format::decimals(aqui.moneda)).value(&filtro.monto))
            (Button::secondary("Buscar"))
            (vecino(lista.dia.checked_sub_days(Days::new(1)), "Día anterior"))
            (vecino(lista.dia.checked_add_days(Days::new(1)), "Día siguiente"))
        }
    }
}

fn tabla(aqui: &Aqui<'_>, pagos: &[Pago]) -> Markup {
    let columnas = [
        Column::text("Folio"),
        Column::text("Cuándo"),
        Column::text("Quién paga"),
        Column::text("Medios"),
        Column::num("Monto"),
        Column::text("Estado"),
        Column::actions(),
    ];
    table("Recibos", &columnas, html! { @for pago in pagos { (fila(aqui, pago)) } })
}

fn fila(aqui: &Aqui<'_>, pago: &Pago) -> Markup {
    let medios: Vec<String> =
        pago.medios().map(|m| format!("{} {}", nombre_medio(&m.medio), money(m.monto, &pago.moneda))).collect();
    let paciente = pago.paciente.as_ref().filter(|nombre| **nombre != pago.pagador);
    html! {
        tr data-pago=(pago.id) {
            td.text-nowrap { a href=(urls::recibo(aqui.clinica, pago.id)) { (pago.numero()) } }
            td.text-nowrap { (format::date_time(pago.fecha)) }
            td { (pago.pagador) @if let Some(paciente) = paciente { div.text-secondary { (paciente) } } }
            td { (medios.join(" · ")) }
            td.num { (money(pago.total, &pago.moneda)) }
            td { (estado_de_pago(pago)) }
            td.fila-acciones {
                (form(&Form::post(urls::recibo_impresiones(aqui.clinica, pago.id), aqui.csrf).inline(), html! {
                    (Button::ghost("Imprimir").small().name_value("formato", "80mm"))
                }))
            }
        }
    }
}
