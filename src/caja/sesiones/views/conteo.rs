//! Counting: the blind form, and what came of a count once it was sent.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::Aqui;
use crate::caja::sesiones::forms::{ArqueoForm, DECLARADOS, denominaciones};
use crate::caja::sesiones::model::Arqueo;
use crate::ui::{Button, Column, Field, Form, actions, form, form_error, format, row, table};
use crate::values::cobro::Metodo;
use crate::web::form::Errores;

/// One field a note or coin.
pub fn piezas(aqui: &Aqui<'_>, escritas: &[String], errores: &Errores) -> Markup {
    html! {
        @if let Some(error) = errores.get("piezas") { (form_error(error, html! {})) }
        (row(html! {
            @for (n, pieza) in denominaciones(aqui.divisa()).into_iter().enumerate() {
                (Field::number("piezas", &aqui.dinero(pieza)).id(format!("piezas-{n}")).value(escritas.get(n).cloned().unwrap_or_default()))
            }
        }))
    }
}

/// `destino` with its key; `boton` says what sending it does.
pub fn formulario(aqui: &Aqui<'_>, destino: &Form, escrito: &ArqueoForm, errores: &Errores, boton: &str) -> Markup {
    form(
        destino,
        html! {
            p { "Cuenta lo que hay en la caja. Lo esperado se muestra después de enviar el conteo." }
            (piezas(aqui, &escrito.piezas, errores))
            @if let Some(error) = errores.get("declarado") { (form_error(error, html! {})) }
            (row(html! {
                @for (n, (_, nombre)) in DECLARADOS.into_iter().enumerate() {
                    (Field::money("declarado", nombre, format::decimals(aqui.moneda)).id(format!("declarado-{n}"))
                        .value(escrito.declarado.get(n).cloned().unwrap_or_default()))
                }
            }))
            (Field::text("observacion", "Observación").value(&escrito.observacion).maxlength(200))
            (actions(html! { (Button::primary(boton).working("Guardando…")) }))
        },
    )
}

/// Each method: what the books said, what was counted or declared, and how far apart they were.
pub fn por_medio(aqui: &Aqui<'_>, arqueo: &Arqueo) -> Markup {
    let columnas =
        [Column::text("Medio"), Column::num("Esperado"), Column::num("Contado o declarado"), Column::num("Diferencia")];
    table(
        "Por medio de pago",
        &columnas,
        html! {
            (fila(aqui, "Efectivo", arqueo.contado, arqueo.esperado))
            @for (medio, declarado, esperado) in arqueo.otros() { (fila(aqui, &nombre(medio), declarado, esperado)) }
        },
    )
}

fn nombre(medio: &str) -> String {
    Metodo::de_codigo(medio).map_or_else(|| medio.to_owned(), |metodo| metodo.to_string())
}

fn fila(aqui: &Aqui<'_>, medio: &str, contado: Decimal, esperado: Decimal) -> Markup {
    html! {
        tr {
            td { (medio) }
            td.num { (aqui.dinero(esperado)) }
            td.num { (aqui.dinero(contado)) }
            td.num { (aqui.diferencia(contado - esperado)) }
        }
    }
}

/// `3 de $10.000`
pub fn denominacion(aqui: &Aqui<'_>, valor: Decimal, cantidad: i32) -> String {
    format!("{} de {}", format::count(cantidad), aqui.dinero(valor))
}

/// The attempts that did not become a close, and those that did: none is hidden.
pub fn intentos(aqui: &Aqui<'_>, arqueos: &[Arqueo]) -> Markup {
    let columnas = [
        Column::text("Cuándo"),
        Column::text("Quién"),
        Column::text("Piezas"),
        Column::num("Contado"),
        Column::num("Esperado"),
        Column::num("Diferencia"),
    ];
    table(
        "Conteos",
        &columnas,
        html! {
            @for arqueo in arqueos {
                tr {
                    td.text-nowrap { (format::date_time(aqui.local(arqueo.en))) }
                    td { (arqueo.quien) }
                    td { (contadas(aqui, arqueo)) }
                    td.num { (aqui.dinero(arqueo.contado)) }
                    td.num { (aqui.dinero(arqueo.esperado)) }
                    td.num { (aqui.diferencia(arqueo.diferencia())) }
                }
            }
        },
    )
}

fn contadas(aqui: &Aqui<'_>, arqueo: &Arqueo) -> String {
    let pares = arqueo.valores.iter().zip(&arqueo.piezas);
    pares.map(|(valor, cantidad)| denominacion(aqui, *valor, *cantidad)).collect::<Vec<_>>().join(" · ")
}
