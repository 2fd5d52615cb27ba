//! What existencias show.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::model::{Corte, Existente, Segun};
use crate::bodega::Deposito;
use crate::bodega::views::{cantidad, pestanas};
use crate::ui::{
    Button, Choice, Column, Field, Icono, Pagination, card_flush, empty, format, money, page_header, pagination, stat,
    stats, table,
};
use crate::urls;

pub struct Existencias<'a> {
    pub clinica: &'a str,
    pub moneda: &'a str,
    pub corte: &'a Corte,
    pub deposito: &'a str,
    pub depositos: &'a [Deposito],
    pub filas: &'a [Existente],
}

const fn nombre(segun: Segun) -> &'static str {
    match segun {
        Segun::Registro => "Lo registrado hasta ese día",
        Segun::Documento => "Lo ocurrido hasta ese día, según sus documentos",
    }
}

pub fn existencias(e: &Existencias<'_>, paginas: &Pagination) -> Markup {
    let valor = |valor: Decimal| money(valor.round_dp(format::decimals(e.moneda)).normalize(), e.moneda);
    let fecha = format::date(e.corte.dia);
    let columnas = [Column::text("Insumo"), Column::num("Había"), Column::num("Valor")];
    html! {
        (page_header("Existencias a una fecha", &format!("Al final del {fecha}"), None, html! {}))
        (pestanas(e.clinica, "Existencias"))
        (filtros(e))
        @if e.filas.is_empty() {
            (empty(Icono::Bodega, "No había nada ese día", "Prueba con otra fecha u otro depósito.", html! {}))
        } @else {
            (stats(html! { (stat("Valor total", &valor(e.filas.first().map(|f| f.total).unwrap_or_default()), nombre(e.corte.segun))) }))
            (card_flush("", html! {}, html! {
                (table("Existencias", &columnas, html! {
                    @for f in e.filas {
                        tr {
                            td { a href=(urls::insumo(e.clinica, f.id)) { (f.nombre) } " " span.text-secondary { (f.codigo) } }
                            td.num { (cantidad(f.cantidad, &f.unidad)) }
                            td.num { (valor(f.valor)) }
                        }
                    }
                }))
                (pagination(paginas))
            }))
        }
    }
}

fn filtros(e: &Existencias<'_>) -> Markup {
    let depositos = e.depositos.iter().map(|d| Choice::new(d.id, &d.nombre));
    let depositos = std::iter::once(Choice::new("", "Todos")).chain(depositos).collect();
    let fechas = [Segun::Registro, Segun::Documento].map(|s| Choice::new(s.codigo(), nombre(s))).to_vec();
    html! {
        form.filtros method="get" action=(urls::existencias(e.clinica)) {
            (Field::date("fecha", "Fecha").value(format::date_input(e.corte.dia)))
            (Field::select("segun", "Qué fecha cuenta", fechas).value(e.corte.segun.codigo()))
            (Field::select("deposito", "Depósito", depositos).value(e.deposito).short())
            (Button::secondary("Ver"))
        }
    }
}
