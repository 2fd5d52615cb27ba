//! What consumos pendientes show.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::forms::PendientesForm;
use super::model::Pendiente;
use crate::bodega::documentos::views::lista_faltas;
use crate::bodega::views::{cantidad, pestanas};
use crate::services::stock::NegativaBodega;
use crate::ui::{
    Button, Column, Field, Form, Icono, Pagination, Tono, actions, badge, card_flush, empty, form, form_error, format,
    hidden, page_header, pagination, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Lista<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub filas: &'a [Pendiente],
    pub opera: bool,
    pub aprueba: bool,
    /// May look at sales.
    pub caja: bool,
}

pub fn lista(
    l: &Lista<'_>,
    valores: &PendientesForm,
    errores: &Errores,
    negativa: Markup,
    local: impl Fn(&Pendiente) -> NaiveDateTime,
    paginas: &Pagination,
) -> Markup {
    let filas = html! {
        @for p in l.filas { (fila(l, p, valores.id.contains(&p.id.to_string()), local(p))) }
    };
    html! {
        (page_header("Consumos pendientes", "Lo que una receta pidió y los libros no tenían", None, html! {}))
        (pestanas(l.clinica, "Pendientes"))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (negativa)
        @if l.filas.is_empty() {
            (empty(Icono::Bien, "No queda ningún consumo pendiente", "Aparecen aquí cuando se cobra o se atiende sin existencias.", html! {}))
        } @else {
            (form(&Form::post(urls::pendientes_saldo(l.clinica), l.csrf).clave(l.clave), html! {
                (hidden("desde", &valores.desde))
                (card_flush("", html! {}, html! { (table("Consumos pendientes", &columnas(), filas)) (pagination(paginas)) }))
                @if l.opera { (actions(html! { (Button::primary("Saldar los marcados").working("Saldando…")) })) }
                @if l.aprueba {
                    (Field::text("motivo", "Por qué no se descuentan").value(&valores.motivo).error(errores.get("motivo")).maxlength(200))
                    div.acciones {
                        button.btn.btn-peligro type="submit" formaction=(urls::pendientes_desistimiento(l.clinica)) { "No descontar los marcados" }
                    }
                }
            }))
        }
    }
}

fn columnas() -> [Column; 6] {
    [
        Column::text("Insumo"),
        Column::text("Depósito"),
        Column::num("Falta descontar"),
        Column::num("Hay ahora"),
        Column::text("De"),
        Column::text("Desde"),
    ]
}

fn fila(l: &Lista<'_>, p: &Pendiente, marcado: bool, creado: NaiveDateTime) -> Markup {
    html! {
        tr {
            td {
                @if l.opera || l.aprueba {
                    input.form-check-input type="checkbox" name="id" value=(p.id) checked[marcado] aria-label={ "Marcar " (p.insumo) ", " (p.id) }; " "
                }
                a href=(urls::insumo(l.clinica, p.insumo_id)) { (p.insumo) }
            }
            td { (p.deposito) }
            td.num { (cantidad(p.cantidad, &p.unidad)) }
            td.num {
                @if p.hay >= p.cantidad { (badge(Tono::Bien, "Alcanza")) " " }
                (format::number(p.hay))
            }
            td { (origen(l, p)) }
            td { (format::date_time(creado)) }
        }
    }
}

fn origen(l: &Lista<'_>, p: &Pendiente) -> Markup {
    html! {
        @match (p.venta_id, p.cita_id) {
            (Some(venta), _) if l.caja => { a href=(urls::venta(l.clinica, venta)) { "Venta " (venta) } }
            (Some(venta), _) => { "Venta " (venta) }
            (None, Some(cita)) => { a href=(urls::cita(l.clinica, cita)) { "Cita " (cita) } }
            (None, None) => {}
        }
    }
}

pub fn negativa(negativa: &NegativaBodega) -> Markup {
    match negativa {
        NegativaBodega::SinExistencias(faltas) => {
            form_error("Aún no alcanza para todo lo marcado:", lista_faltas(faltas))
        }
        NegativaBodega::SinLote { insumo } => {
            form_error(&format!("{insumo} no tiene lotes en este depósito."), html! {})
        }
    }
}
