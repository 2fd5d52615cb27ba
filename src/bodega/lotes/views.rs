//! What lots show.

use maud::{Markup, html};

use super::model::LoteConInsumo;
use crate::bodega::views::{cantidad, pestanas};
use crate::ui::{Column, Icono, Tono, badge, card_flush, empty, format, page_header, table};
use crate::urls;

/// Days ahead in which a lot is worth a warning.
const POR_VENCER: i32 = 30;

pub fn lotes(clinica: &str, lotes: &[LoteConInsumo]) -> Markup {
    html! {
        (page_header("Lotes por vencer", "Los primeros en caducar, primero", None, html! {}))
        (pestanas(clinica, "Lotes por vencer"))
        @if lotes.is_empty() {
            (empty(Icono::Bodega, "No hay lotes con existencias", "Registra una entrada para verlos aquí.", html! {}))
        } @else {
            (card_flush("Lotes", html! {}, tabla_lotes(Some(clinica), lotes)))
        }
    }
}

pub fn tabla_lotes(clinica: Option<&str>, lotes: &[LoteConInsumo]) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::text("Lote"),
        Column::text("Depósito"),
        Column::text("Caduca"),
        Column::num("Hay"),
        Column::num("Costo"),
    ];
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
                }
            }
        },
    )
}

fn vencimiento(lote: &LoteConInsumo) -> Markup {
    let fecha = lote.caduca.map_or_else(|| "No caduca".into(), format::date);
    html! {
        (fecha) " "
        @match lote.dias {
            Some(dias) if dias < 0 => { (badge(Tono::Error, "Vencido")) }
            Some(0) => { (badge(Tono::Alerta, "Vence hoy")) }
            Some(dias) if dias <= POR_VENCER => { (badge(Tono::Alerta, &format!("Quedan {dias} d"))) }
            _ => {}
        }
    }
}
