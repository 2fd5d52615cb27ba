//! Who owes, since when, and of which sales.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{CuentaForm, DeudasFiltro};
use super::model::{Deuda, Deudor, Deudora};
use crate::caja::sesiones::views::Aqui;
use crate::caja::ventas::views::{Medios, medios, quien_paga};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, alert, card, card_flush, empty, form,
    form_error, format, hidden, money, page_header, pagination, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

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

/// What a patient owes, and the form to receive money of them.
pub struct Cuenta<'a> {
    pub quien: &'a Deudora,
    pub deudas: &'a [Deuda],
    pub a_favor: Decimal,
    pub clave: &'a str,
    /// Who only watches is offered no form.
    pub opera: bool,
}

pub fn de_paciente(
    aqui: &Aqui<'_>,
    cuenta: &Cuenta<'_>,
    form_: &CuentaForm,
    errores: &Errores,
    aviso: Markup,
) -> Markup {
    let volver = Enlace::new("Por cobrar", urls::por_cobrar(aqui.clinica));
    let ficha = Button::ghost("Ficha").goes(urls::paciente(aqui.clinica, cuenta.quien.id));
    html! {
        (page_header(&cuenta.quien.nombre, "Lo que debe y lo que tiene a favor", Some(&volver), html! { (ficha) }))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (aviso)
        (stats(html! {
            (stat("Debe", &money(cuenta.deudas.iter().map(|d| d.debe).sum(), aqui.moneda), ""))
            (stat("A favor", &money(cuenta.a_favor, aqui.moneda), "Para pagar lo que venga"))
        }))
        @match cuenta.quien.mi_sesion.filter(|_| cuenta.opera) {
            Some(sesion) => (form(
                &Form::post(urls::por_cobrar_de(aqui.clinica, cuenta.quien.id), aqui.csrf).clave(cuenta.clave),
                html! {
                    (hidden("sesion", &sesion.to_string()))
                    (lo_que_debe(aqui, cuenta, Some(&form_.venta)))
                    (pago(aqui, cuenta, form_, errores))
                },
            )),
            None => {
                (lo_que_debe(aqui, cuenta, None))
                @if cuenta.opera {
                    (alert(Tono::Alerta, "Abre una caja para recibir dinero", html! { a href=(urls::caja(aqui.clinica)) { "Ir a caja" } }))
                }
            }
        }
    }
}

fn pago(aqui: &Aqui<'_>, cuenta: &Cuenta<'_>, form_: &CuentaForm, errores: &Errores) -> Markup {
    let titulo = if cuenta.deudas.is_empty() { "Recibir un abono" } else { "Recibir un pago" };
    let ayuda = "Cubre primero lo más antiguo de lo marcado; lo que sobra queda a favor del paciente.";
    card(
        titulo,
        html! {},
        html! {
            (Field::money("paga", "Cuánto paga", format::decimals(aqui.moneda)).value(&form_.paga).error(errores.get("paga")).hint(ayuda))
            (medios(aqui, &Medios {
                montos: &form_.monto, referencias: &form_.referencia, errores, a_favor: Some(cuenta.a_favor), vuelto: None, con_foco: false,
            }))
            (quien_paga(&cuenta.quien.pagadores, &form_.pagador))
            (actions(html! { (Button::primary("Recibir").icon(Icono::Dinero).working("Recibiendo…")) }))
        },
    )
}

/// With a box at each sale that may be paid, when something may.
fn lo_que_debe(aqui: &Aqui<'_>, cuenta: &Cuenta<'_>, marcadas: Option<&[String]>) -> Markup {
    if cuenta.deudas.is_empty() {
        return empty(Icono::Bien, "No debe nada", "Todas sus ventas están pagadas.", html! {});
    }
    let columnas = [
        Column::text("Venta"),
        Column::text("Fecha"),
        Column::text("Qué"),
        Column::num("Días"),
        Column::num("Total"),
        Column::num("Debe"),
    ];
    card_flush(
        "",
        html! {},
        table("Lo que debe", &columnas, html! { @for d in cuenta.deudas { (fila_deuda(aqui, d, marcadas)) } }),
    )
}

fn fila_deuda(aqui: &Aqui<'_>, d: &Deuda, marcadas: Option<&[String]>) -> Markup {
    let id = d.venta_id.to_string();
    html! {
        tr {
            td.text-nowrap {
                @if let Some(marcadas) = marcadas {
                    input.form-check-input type="checkbox" name="venta" value=(id) checked[marcadas.contains(&id)]
                        aria-label={ "Pagar la venta " (id) };
                    " "
                }
                a href=(urls::venta(aqui.clinica, d.venta_id)) { "Venta " (id) }
            }
            td.text-nowrap { (format::date(aqui.local(d.emitida).date())) }
            td { (d.detalle) }
            td.num { (d.dias) }
            td.num { (money(d.total, aqui.moneda)) }
            td.num { (money(d.debe, aqui.moneda)) }
        }
    }
}
