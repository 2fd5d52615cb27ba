//! Where the money of a payment is, what was moved of it, and the form to move it.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::ReasignacionForm;
use super::model::{Lugar, Movida};
use crate::caja::pagos::Pago;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, actions, card, card_flush, form, form_error, format, money,
    page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Reparto<'a> {
    pub pago: &'a Pago,
    pub lugares: &'a [Lugar],
    pub movidas: &'a [Movida],
    pub clave: &'a str,
    /// It may be moved, by who looks.
    pub mueve: bool,
}

pub fn reparto(
    aqui: &Aqui<'_>,
    titulo: &str,
    reparto: &Reparto<'_>,
    valores: &ReasignacionForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new(format!("Recibo {}", reparto.pago.numero()), urls::recibo(aqui.clinica, reparto.pago.id));
    let columnas = [Column::text("Qué"), Column::num("Monto")];
    let cubiertos = || reparto.lugares.iter().filter(|l| !l.cubre.is_zero());
    let vendidas = cubiertos().any(|l| l.venta_id.is_some());
    html! {
        (page_header(titulo, &format!("De {}", money(reparto.pago.total, &reparto.pago.moneda)), Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card_flush("Hoy cubre", html! {}, table("Hoy cubre", &columnas, html! {
            @for l in cubiertos() {
                tr { td { (lugar(aqui, l.venta_id)) } td.num { (money(l.cubre, aqui.moneda)) } }
            }
        })))
        @if !reparto.movidas.is_empty() { (card_flush("Lo que se movió", html! {}, tabla_movidas(aqui, reparto.movidas))) }
        @if reparto.mueve && vendidas { (mover(aqui, reparto, valores, errores)) }
    }
}

fn lugar(aqui: &Aqui<'_>, venta: Option<i64>) -> Markup {
    match venta {
        Some(venta) => html! { a href=(urls::venta(aqui.clinica, venta)) { "Venta " (venta) } },
        None => html! { "A favor del paciente" },
    }
}

fn tabla_movidas(aqui: &Aqui<'_>, movidas: &[Movida]) -> Markup {
    let columnas = [
        Column::text("Cuándo"),
        Column::text("De"),
        Column::text("A"),
        Column::num("Monto"),
        Column::text("Motivo"),
        Column::text("Quién"),
    ];
    table(
        "Lo que se movió",
        &columnas,
        html! {
            @for m in movidas {
                tr {
                    td.text-nowrap { (format::date_time(m.en)) }
                    td { (lugar(aqui, Some(m.de))) }
                    td { (lugar(aqui, m.a)) }
                    td.num { (money(m.monto, aqui.moneda)) }
                    td { (m.motivo) }
                    td { (m.quien) }
                }
            }
        },
    )
}

fn mover(aqui: &Aqui<'_>, reparto: &Reparto<'_>, valores: &ReasignacionForm, errores: &Errores) -> Markup {
    let opciones = |verbo: &'static str, cuanto: fn(&Lugar) -> Decimal| {
        let ventas = reparto.lugares.iter().filter_map(move |l| Some((l.venta_id?, cuanto(l))));
        ventas.filter(|(_, monto)| !monto.is_zero()).map(move |(venta, monto)| {
            Choice::new(venta, format!("Venta {venta}, {verbo} {}", money(monto, aqui.moneda)))
        })
    };
    let (de, a) = (opciones("cubre", |l| l.cubre), opciones("debe", |l| l.debe));
    let a = std::iter::once(Choice::new("", "A favor del paciente")).chain(a);
    card(
        "Mover",
        html! {},
        form(
            &Form::post(urls::pago_reasignaciones(aqui.clinica, reparto.pago.id), aqui.csrf).clave(reparto.clave),
            html! {
                p { "No entra ni sale dinero de la caja: lo que sale de una venta vuelve a deberse en ella." }
                (row(html! {
                    (Field::select("de", "Sale de", de.collect()).value(&valores.de).error(errores.get("de")))
                    (Field::select("a", "Pasa a", a.collect()).value(&valores.a).error(errores.get("a")))
                    (Field::money("monto", "Monto", format::decimals(aqui.moneda)).value(&valores.monto).error(errores.get("monto")))
                }))
                (Field::text("motivo", "Motivo").value(&valores.motivo).error(errores.get("motivo")).required().maxlength(200))
                (actions(html! { (Button::primary("Mover").working("Moviendo…")) }))
            },
        ),
    )
}
