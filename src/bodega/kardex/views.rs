//! What the kardex shows.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::forms::KardexFiltro;
use super::model::Movimiento;
use crate::bodega::Deposito;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Icono, Pagination, card_flush, empty, format, page_header, pagination, table,
};
use crate::urls;

const TIPOS: [(&str, &str); 7] = [
    ("", "Todos"),
    ("entrada", "Entradas"),
    ("salida", "Ventas y salidas"),
    ("consumo", "Consumos"),
    ("merma", "Mermas"),
    ("ajuste", "Ajustes"),
    ("traslado", "Traslados"),
];

/// What the page of a kardex needs to be shown.
pub struct Kardex<'a> {
    pub clinica: &'a str,
    pub id: i64,
    pub nombre: &'a str,
    pub opera: bool,
    pub depositos: &'a [Deposito],
    pub filas: &'a [Movimiento],
}

pub fn pagina(
    k: &Kardex<'_>,
    filtro: &KardexFiltro,
    local: impl Fn(&Movimiento) -> NaiveDateTime,
    paginas: &Pagination,
) -> Markup {
    let volver = Enlace::new(k.nombre, urls::insumo(k.clinica, k.id));
    html! {
        (page_header("Kardex", k.nombre, Some(&volver), html! {}))
        (filtros(k, filtro))
        @if k.filas.is_empty() {
            (empty(Icono::Bodega, "No hay movimientos así", "Prueba con otras fechas o quita un filtro.", html! {}))
        } @else {
            (card_flush("", html! {}, html! { (tabla(k.clinica, k.filas, local, k.opera)) (pagination(paginas)) }))
        }
    }
}

fn filtros(k: &Kardex<'_>, f: &KardexFiltro) -> Markup {
    let depositos = k.depositos.iter().map(|d| Choice::new(d.id, &d.nombre));
    let depositos = std::iter::once(Choice::new("", "Todos")).chain(depositos).collect();
    let tipos = TIPOS.into_iter().map(|(codigo, nombre)| Choice::new(codigo, nombre)).collect();
    html! {
        form.filtros method="get" action=(urls::kardex(k.clinica, k.id)) {
            (Field::select("deposito", "Depósito", depositos).value(&f.deposito).short())
            (Field::text("lote", "Lote").value(&f.lote).short())
            (Field::select("tipo", "Movimiento", tipos).value(&f.tipo).short())
            (Field::date("desde", "Registrado desde").value(&f.desde))
            (Field::date("hasta", "Hasta").value(&f.hasta))
            (Button::secondary("Filtrar"))
        }
    }
}

/// `local` turns an instant into the clinic's hour.
pub fn tabla(clinica: &str, filas: &[Movimiento], local: impl Fn(&Movimiento) -> NaiveDateTime, opera: bool) -> Markup {
    table("Kardex", &columnas(), html! { @for m in filas { (fila(clinica, m, local(m), opera)) } })
}

fn columnas() -> [Column; 9] {
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

fn fila(clinica: &str, movimiento: &Movimiento, en: NaiveDateTime, opera: bool) -> Markup {
    html! {
        tr {
            td { (format::date_time(en)) }
            td { (format::date(movimiento.efectiva)) }
            td {
                (nombre_tipo(movimiento)) " " (documento(clinica, movimiento))
                @if opera && movimiento.reversable { " " a.subrayado href=(urls::entrada_reversa(clinica, movimiento.id)) { "Reversar" } }
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

fn documento(clinica: &str, movimiento: &Movimiento) -> Markup {
    html! {
        @match (movimiento.documento_tipo.as_str(), movimiento.documento_id) {
            ("venta", Some(venta)) => { a.subrayado href=(urls::venta(clinica, venta)) { "venta " (venta) } }
            ("cita", Some(cita)) => { a.subrayado href=(urls::cita(clinica, cita)) { "cita " (cita) } }
            ("traslado", Some(traslado)) => { a.subrayado href=(urls::traslado(clinica, traslado)) { "traslado " (traslado) } }
            ("salida" | "merma" | "ajuste" | "devolucion", Some(id)) => { a.subrayado href=(urls::documento(clinica, id)) { "documento " (id) } }
            ("recepcion", Some(id)) => { a.subrayado href=(urls::recepcion(clinica, id)) { "recepción " (id) } }
            ("inventario", Some(id)) => { a.subrayado href=(urls::inventario(clinica, id)) { "inventario " (id) } }
            _ => { (movimiento.documento) }
        }
    }
}

fn nombre_tipo(movimiento: &Movimiento) -> &str {
    match (movimiento.tipo.as_str(), movimiento.documento_tipo.as_str()) {
        _ if movimiento.reversa => "Reversa",
        ("entrada", _) => "Entrada",
        ("salida", "venta") => "Venta",
        ("salida", "devolucion") => "Devolución a proveedor",
        ("salida", _) => "Salida",
        ("consumo", _) => "Consumo",
        ("ajuste", _) => "Ajuste",
        ("merma", _) => "Merma",
        ("traslado", _) => "Traslado",
        (otro, _) => otro,
    }
}
