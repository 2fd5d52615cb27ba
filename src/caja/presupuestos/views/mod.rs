//! What a budget shows: the list of them, the form of one, and what became of it.

mod carta;
mod detalle;
mod formulario;

use maud::{Markup, html};

pub use detalle::{Detalle, presupuesto};
pub use formulario::{EnCurso, formulario, perdidas};

use super::forms::ListaFiltro;
use super::model::{EnLista, Resolucion};
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Icono, Pagination, Tono, badge, card_flush, empty, format, money,
    page_header, pagination, table,
};
use crate::urls;

/// As the database says them, and as people do.
pub const ESTADOS: &[(&str, &str)] = &[
    ("vigente", "Vigente"),
    ("aceptado", "Aceptado"),
    ("cumplido", "Cumplido"),
    ("vencido", "Vencido"),
    ("rechazado", "Rechazado"),
    ("anulado", "Anulado"),
];

pub fn estado(codigo: &str) -> Markup {
    let nombre = ESTADOS.iter().find(|(c, _)| *c == codigo).map_or(codigo, |(_, nombre)| nombre);
    let tono = match codigo {
        "vigente" => Tono::Info,
        "aceptado" | "cumplido" => Tono::Bien,
        "vencido" => Tono::Alerta,
        "rechazado" => Tono::Error,
        _ => Tono::Neutro,
    };
    badge(tono, nombre)
}

pub const fn resuelto(como: Resolucion) -> &'static str {
    match como {
        Resolucion::Aceptado => "Presupuesto aceptado: ya se puede vender por partes.",
        Resolucion::Rechazado => "Presupuesto rechazado.",
        Resolucion::Anulado => "Presupuesto anulado.",
    }
}

pub struct Lista<'a> {
    pub filtro: &'a ListaFiltro,
    pub filas: &'a [EnLista],
    pub siguiente: Option<String>,
}

pub fn lista(aqui: &Aqui<'_>, lista: &Lista<'_>) -> Markup {
    let filtro = lista.filtro;
    let primera = filtro.antes.map(|_| filtro.url(aqui.clinica, None));
    let estados = ESTADOS.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)).collect();
    html! {
        (page_header("Presupuestos", "Lo que se prometió, y cuánto se ha vendido", Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! {}))
        form.filtros method="get" action=(urls::presupuestos(aqui.clinica)) {
            (Field::search("q", "Paciente").value(&filtro.q).maxlength(80))
            (Field::select("estado", "Estado", estados).value(&filtro.estado).placeholder("Todos").short())
            (Button::secondary("Buscar"))
        }
        @if lista.filas.is_empty() {
            @if filtro.q.trim().is_empty() && filtro.estado.is_empty() {
                (empty(Icono::Dinero, "Ningún presupuesto todavía", "Se hacen desde la ficha del paciente.", html! {
                    (Button::secondary("Ir a pacientes").goes(urls::pacientes(aqui.clinica)))
                }))
            } @else {
                (empty(Icono::Buscar, "Ningún presupuesto es así", "Prueba con otra palabra del nombre, o con otro estado.", html! {}))
            }
        } @else {
            (card_flush("", html! {}, html! {
                (tabla(aqui, lista.filas))
                (pagination(&Pagination { anterior: primera, siguiente: lista.siguiente.clone(), resumen: String::new() }))
            }))
        }
    }
}

fn tabla(aqui: &Aqui<'_>, filas: &[EnLista]) -> Markup {
    let columnas = [
        Column::text("Número"),
        Column::text("Paciente"),
        Column::text("Fecha"),
        Column::text("Válido hasta"),
        Column::text("Estado"),
        Column::num("Total"),
        Column::num("Vendido"),
    ];
    table(
        "Presupuestos",
        &columnas,
        html! {
            @for p in filas {
                tr {
                    td.text-nowrap { a href=(urls::presupuesto(aqui.clinica, p.id)) { (p.numero) } }
                    td { (p.paciente) }
                    td.text-nowrap { (format::date(aqui.local(p.creado).date())) }
                    td.text-nowrap { (format::date(p.valido_hasta)) }
                    td { (estado(&p.estado)) }
                    td.num { (money(p.total, aqui.moneda)) }
                    td.num { @if !p.vendido.is_zero() { (money(p.vendido, aqui.moneda)) } }
                }
            }
        },
    )
}
