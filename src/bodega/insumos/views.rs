//! What insumos show.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::forms::{CATEGORIA_MAX, CODIGO_MAX, InsumoForm, NOMBRE_MAX, UNIDAD_MAX};
use super::model::{InsumoConStock, Movimiento};
use crate::bodega::lotes::LoteConInsumo;
use crate::bodega::lotes::views::tabla_lotes;
use crate::bodega::views::{cantidad, pestanas};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, empty, form,
    form_error, format, money, page_header, pagination, row, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

pub fn insumos(clinica: &str, busqueda: &str, opera: bool, insumos: &[InsumoConStock], paginas: &Pagination) -> Markup {
    let nuevo = html! {
        @if opera {
            (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, "")).tecla("n"))
            (Button::secondary("Nuevo insumo").goes(urls::insumo_nuevo(clinica)))
        }
    };
    html! {
        (page_header("Bodega", "", None, nuevo))
        (pestanas(clinica, "Insumos"))
        form.filtros method="get" action=(urls::bodega(clinica)) {
            (Field::search("q", "Buscar insumo").value(busqueda).placeholder("Código, nombre o categoría"))
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
        @if insumos.is_empty() {
            (empty(Icono::Bodega, "No hay insumos aquí", "Crea un insumo y registra su primera entrada.", html! {}))
        } @else {
            (card_flush("Insumos", html! {}, html! {
                (table("Insumos", &columnas_insumos(), html! { @for insumo in insumos { (fila_insumo(clinica, insumo)) } }))
                (pagination(paginas))
            }))
        }
    }
}

fn columnas_insumos() -> [Column; 6] {
    [
        Column::text("Insumo"),
        Column::text("Categoría"),
        Column::num("Hay"),
        Column::num("Mínimo"),
        Column::num("Costo promedio"),
        Column::num("Precio de venta"),
    ]
}

fn fila_insumo(clinica: &str, insumo: &InsumoConStock) -> Markup {
    html! {
        tr {
            td { a href=(urls::insumo(clinica, insumo.id)) { (insumo.nombre) } " " span.text-secondary { (insumo.codigo) } }
            td { (insumo.categoria) }
            td.num {
                @if insumo.bajo() { (badge(Tono::Alerta, "Bajo")) " " }
                (cantidad(insumo.cantidad, &insumo.unidad))
            }
            td.num { (format::number(insumo.minimo)) }
            td.num { (costo(insumo.costo_promedio, &insumo.moneda)) }
            td.num { @if let Some(precio) = insumo.precio { (money(precio, &insumo.moneda)) } @else { "No se vende" } }
        }
    }
}

/// A unit cost has more decimals than money; two are enough to look at.
fn costo(costo: Decimal, moneda: &str) -> String {
    money(costo.round_dp(2).normalize(), moneda)
}

pub fn insumo_nuevo(clinica: &str, csrf: &str, moneda: &str, valores: &InsumoForm, errores: &Errores) -> Markup {
    html! {
        (page_header("Nuevo insumo", "", Some(&Enlace::new("Bodega", urls::bodega(clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::insumos(clinica), csrf), html! {
            (row(html! {
                (Field::text("codigo", "Código").value(&valores.codigo).error(errores.get("codigo")).required().maxlength(CODIGO_MAX).autofocus())
                (Field::text("nombre", "Nombre").value(&valores.nombre).error(errores.get("nombre")).required().maxlength(NOMBRE_MAX))
            }))
            (row(html! {
                (Field::text("unidad", "Unidad").value(&valores.unidad).error(errores.get("unidad")).required().maxlength(UNIDAD_MAX))
                (Field::text("categoria", "Categoría").value(&valores.categoria).error(errores.get("categoria")).maxlength(CATEGORIA_MAX))
                (Field::number("minimo", "Mínimo").value(&valores.minimo).error(errores.get("minimo")).hint("Bajo esto se avisa"))
            }))
            (Field::money("precio", "Precio de venta, con IVA", format::decimals(moneda)).value(&valores.precio)
                .error(errores.get("precio")).hint("Vacío: no se vende por separado"))
            (Field::checkbox("afecto", "Afecto a IVA al venderse por separado", valores.afecto))
            (actions(html! {
                (Button::primary("Crear insumo").working("Creando…"))
                (Button::secondary("Volver").goes(urls::bodega(clinica)))
            }))
        })))
    }
}

/// An insumo: what there is, its lots and its kardex. `local` turns an instant into the clinic's hour.
pub fn insumo(
    clinica: &str,
    insumo: &InsumoConStock,
    opera: bool,
    lotes: &[LoteConInsumo],
    kardex: &[Movimiento],
    local: impl Fn(&Movimiento) -> NaiveDateTime,
    paginas: &Pagination,
) -> Markup {
    let entrada = html! {
        @if opera { (Button::primary("Nueva entrada").icon(Icono::Mas).goes(urls::entrada_nueva(clinica, &insumo.codigo)).tecla("n")) }
    };
    html! {
        (page_header(&insumo.nombre, &insumo.codigo, Some(&Enlace::new("Bodega", urls::bodega(clinica))), entrada))
        (stats(html! {
            (stat("Hay", &cantidad(insumo.cantidad, &insumo.unidad), if insumo.bajo() { "Bajo el mínimo" } else { "" }))
            (stat("Mínimo", &cantidad(insumo.minimo, &insumo.unidad), ""))
            (stat("Costo promedio", &costo(insumo.costo_promedio, &insumo.moneda), ""))
        }))
        (card_flush("Lotes", html! {}, tabla_lotes(None, lotes)))
        (card_flush("Kardex", html! {}, html! {
            (table("Kardex", &columnas_kardex(), html! {
                @for movimiento in kardex { (fila_kardex(clinica, movimiento, local(movimiento))) }
            }))
            (pagination(paginas))
        }))
    }
}

fn columnas_kardex() -> [Column; 9] {
    [
        Column::text("Registrado"),
        Column::text("Fecha del documento"),
        Column::text("Movimiento"),
        Column::text("Lote"),
        Column::num("Cantidad"),
        Column::num("Saldo"),
        Column::num("Costo"),
        Column::num("Costo promedio"),
        Column::text("Quién"),
    ]
}

fn fila_kardex(clinica: &str, movimiento: &Movimiento, en: NaiveDateTime) -> Markup {
    html! {
        tr {
            td { (format::date_time(en)) }
            td { (format::date(movimiento.efectiva)) }
            td {
                (nombre_tipo(&movimiento.tipo)) " "
                @match (movimiento.documento_tipo.as_str(), movimiento.documento_id) {
                    ("venta", Some(venta)) => { a href=(urls::venta(clinica, venta)) { "venta " (venta) } }
                    _ => { (movimiento.documento) }
                }
            }
            td { (movimiento.lote) ", " (movimiento.deposito) }
            td.num { (format::number(movimiento.cantidad)) }
            td.num { (format::number(movimiento.saldo)) }
            td.num { (format::number(movimiento.costo.round_dp(2))) }
            td.num { (format::number(movimiento.costo_promedio.round_dp(2))) }
            td { (movimiento.quien) }
        }
    }
}

fn nombre_tipo(tipo: &str) -> &str {
    match tipo {
        "entrada" => "Entrada",
        "salida" => "Venta",
        "consumo" => "Consumo",
        "ajuste" => "Ajuste",
        "merma" => "Merma",
        "traslado" => "Traslado",
        otro => otro,
    }
}
