//! What lots show.

use maud::{Markup, html};

use super::model::{Cuales, LoteConInsumo, POR_VENCER};
use crate::bodega::views::{cantidad, pestanas};
use crate::ui::{
    Button, Choice, Column, Field, Icono, Pagination, Tono, badge, card_flush, empty, format, page_header, pagination,
    table,
};
use crate::urls;

pub fn lotes(clinica: &str, cuales: Cuales, opera: bool, lotes: &[LoteConInsumo], paginas: &Pagination) -> Markup {
    let nombre = |c: Cuales| match c {
        Cuales::Todos => "Todos",
        Cuales::PorVencer => "Vencen en 30 días",
        Cuales::Vencidos => "Vencidos",
    };
    let opciones = Cuales::TODOS.map(|c| Choice::new(c.codigo(), nombre(c))).to_vec();
    html! {
        (page_header("Lotes por vencer", "Los primeros en caducar, primero", None, html! {}))
        (pestanas(clinica, "Lotes por vencer"))
        form.filtros method="get" action=(urls::lotes(clinica)) {
            (Field::select("ver", "Mostrar", opciones).value(cuales.codigo()).short())
            (Button::secondary("Filtrar"))
        }
        @if lotes.is_empty() {
            (empty(Icono::Bodega, "No hay lotes con existencias", "Registra una entrada para verlos aquí.", html! {}))
        } @else {
            (card_flush("Lotes", html! {}, html! { (tabla_lotes(Some(clinica), opera.then_some(clinica), lotes)) (pagination(paginas)) }))
        }
    }
}

/// With a link to each insumo, and to take an expired lot out, in the clinic that each is of.
pub fn tabla_lotes(clinica: Option<&str>, opera: Option<&str>, lotes: &[LoteConInsumo]) -> Markup {
    let mut columnas = vec![
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Depósito"),
        Column::text("Caduca"),
        Column::num("Hay"),
        Column::num("Costo"),
    ];
    columnas.extend(opera.map(|_| Column::actions()));
    table(
        "Lotes",
        &columnas,
        html! {
            @for lote in lotes {
                tr {
                    td {
                        @if let Some(clinica) = clinica { a href=(urls::insumo(clinica, lote.insumo_id)) { (lote.insumo) } } @else { (lote.insumo) }
                    }
                    td { (lote.codigo) }
                    td { (lote.deposito) }
                    td { (vencimiento(lote)) }
                    td.num { (cantidad(lote.cantidad, &lote.unidad)) }
                    td.num { (format::number(lote.costo.round_dp(2))) }
                    @if let Some(clinica) = opera { td.fila-acciones { (salidas(clinica, lote)) } }
                }
            }
        },
    )
}

/// An expired lot leaves by merma, or back to who sold it.
fn salidas(clinica: &str, lote: &LoteConInsumo) -> Markup {
    let cantidad = format::money_input(lote.cantidad);
    let de = |tipo: &str| {
        urls::documento_de_lote(clinica, tipo, lote.deposito_id, &lote.insumo_codigo, &lote.codigo, &cantidad)
    };
    html! {
        @if lote.vencido() {
            (Button::ghost("Dar de baja").small().goes(de("merma")))
            (Button::ghost("Devolver").small().goes(de("devolucion")))
        }
    }
}

fn vencimiento(lote: &LoteConInsumo) -> Markup {
    let fecha = lote.caduca.map_or_else(|| "No caduca".into(), format::date);
    html! {
        (fecha) " "
        @match lote.dias {
            Some(dias) if dias < 0 => { (badge(Tono::Error, "Vencido")) }
            Some(0) => { (badge(Tono::Alerta, "Vence hoy")) }
            Some(dias) if i64::from(dias) <= POR_VENCER.cast_signed() => { (badge(Tono::Alerta, &format!("Quedan {dias} d"))) }
            _ => {}
        }
    }
}
