//! The rules and the form of a new one.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::forms::ReglaForm;
use super::model::Regla;
use crate::caja::sesiones::views::Aqui;
use crate::catalogos::{Opcion, Opciones};
use crate::ui::{
    Button, Choice, Column, Field, Form, Icono, actions, card, card_flush, empty, form, form_error, format, money,
    page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn lista(
    aqui: &Aqui<'_>,
    hoy: NaiveDate,
    reglas: &[Regla],
    opciones: &Opciones,
    escrita: &ReglaForm,
    errores: &Errores,
) -> Markup {
    let detalle = "De lo cobrado sin IVA; vale la más precisa: primero la del profesional, después la de la prestación";
    html! {
        (page_header("Comisiones", detalle, None, html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("Nueva regla", html! {}, nueva(aqui, opciones, escrita, errores)))
        @if reglas.is_empty() {
            (empty(Icono::Creditos, "Aún no hay reglas", "Sin una regla nadie gana comisión de lo que se cobra.", html! {}))
        } @else {
            (card_flush("Reglas", html! {}, tabla(aqui, hoy, reglas)))
        }
    }
}

fn nueva(aqui: &Aqui<'_>, opciones: &Opciones, f: &ReglaForm, errores: &Errores) -> Markup {
    let elegir = |lista: &[Opcion]| lista.iter().map(|o| Choice::new(o.id, &o.nombre)).collect::<Vec<_>>();
    let formas = vec![Choice::new("porcentaje", "Porcentaje"), Choice::new("monto", "Monto fijo")];
    form(
        &Form::post(urls::configuracion_comisiones(aqui.clinica), aqui.csrf),
        html! {
            (row(html! {
                (Field::select("profesional", "Profesional", elegir(&opciones.profesionales)).value(&f.profesional).placeholder("Todos"))
                (Field::select("prestacion", "Prestación", elegir(&opciones.prestaciones)).value(&f.prestacion).placeholder("Todas"))
            }))
            (row(html! {
                (Field::select("forma", "Gana", formas).value(&f.forma))
                (Field::text("valor", "Cuánto").value(&f.valor).error(errores.get("valor")).required().maxlength(20)
                    .hint("40 de un porcentaje, o el monto por línea"))
            }))
            (row(html! {
                (Field::date("desde", "Desde").value(&f.desde).error(errores.get("desde")).required())
                (Field::date("hasta", "Hasta").value(&f.hasta).error(errores.get("hasta")).hint("Vacío: sin término"))
            }))
            (actions(html! { (Button::primary("Agregar regla").working("Guardando…")) }))
        },
    )
}

fn tabla(aqui: &Aqui<'_>, hoy: NaiveDate, reglas: &[Regla]) -> Markup {
    let columnas = [
        Column::text("Profesional"),
        Column::text("Prestación"),
        Column::num("Gana"),
        Column::text("Rige"),
        Column::actions(),
    ];
    table("Reglas", &columnas, html! { @for regla in reglas { (fila(aqui, hoy, regla)) } })
}

fn fila(aqui: &Aqui<'_>, hoy: NaiveDate, regla: &Regla) -> Markup {
    let gana = match (regla.porcentaje, regla.monto) {
        (Some(porcentaje), _) => format!("{} %", format::number(porcentaje)),
        (None, monto) => money(monto.unwrap_or_default(), aqui.moneda),
    };
    let vigente = regla.hasta.is_none_or(|hasta| hasta >= hoy);
    let rotulo = format!("Último día de la regla {}", regla.id);
    html! {
        tr data-regla=(regla.id) {
            td { (regla.profesional.as_deref().unwrap_or("Todos")) }
            td { (regla.prestacion.as_deref().unwrap_or("Todas")) }
            td.num { (gana) }
            td {
                "Desde el " (format::date(regla.desde))
                @if let Some(hasta) = regla.hasta { " hasta el " (format::date(hasta)) }
            }
            td.fila-acciones {
                @if vigente {
                    (form(&Form::post(urls::configuracion_comision_termino(aqui.clinica, regla.id), aqui.csrf).inline(), html! {
                        input.form-control type="date" name="termino" value=(format::date_input(hoy.max(regla.desde))) aria-label=(rotulo) required;
                        (Button::ghost("Terminar").small())
                    }))
                }
            }
        }
    }
}
