//! The audit as a person reads it.

use maud::{Markup, html};

use super::filtros::{FiltrosForm, Vecinas};
use super::model::{Cambio, Lectura};
use super::nombres::Nombres;
use super::palabras;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Icono, Pagination, card_flush, empty, format, page_header, pagination,
    table, tabs,
};
use crate::urls;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pestana {
    Cambios,
    Lecturas,
    Solicitudes,
}

/// The heading and the tabs; what narrows one list narrows the other.
pub fn cabecera(slug: &str, pestana: Pestana, form: &FiltrosForm) -> Markup {
    let enlace = |cual, texto, base: String| Enlace::new(texto, form.comunes(&base)).activo(cual == pestana);
    html! {
        (page_header("Auditoría", "Quién hizo qué, cuándo y desde dónde", None, html! {}))
        (tabs("Auditoría", &[
            enlace(Pestana::Cambios, "Cambios", urls::auditoria(slug)),
            enlace(Pestana::Lecturas, "Lecturas", urls::lecturas(slug)),
            Enlace::new("Solicitudes de datos", urls::solicitudes(slug)).activo(pestana == Pestana::Solicitudes),
        ]))
    }
}

/// What narrows every list of the audit.
pub fn campos_comunes(form: &FiltrosForm, equipo: &[(i64, String)]) -> Markup {
    let equipo = equipo.iter().map(|(id, nombre)| Choice::new(id, nombre));
    let equipo = std::iter::once(Choice::new("", "Cualquiera")).chain(equipo).collect();
    html! {
        (Field::text("paciente", "Paciente").value(&form.paciente).placeholder("RUT o número de ficha"))
        (Field::select("quien", "Quién", equipo).value(&form.quien).short())
        (Field::date("desde", "Desde").value(&form.desde))
        (Field::date("hasta", "Hasta").value(&form.hasta))
    }
}

/// The address, and the browser where it is known.
pub fn desde_donde(direccion: Option<&str>, agente: Option<&str>) -> Markup {
    html! {
        (direccion.unwrap_or_default())
        @if let Some(agente) = agente.filter(|a| !a.is_empty()) { div.text-secondary.small { (agente) } }
    }
}

/// The history of one thing, for its own page.
pub fn historia(cambios: &[Cambio], lectura: Lectura<'_>) -> Markup {
    card_flush(
        "Historia de cambios",
        html! {},
        html! {
            @if cambios.is_empty() {
                (empty(Icono::Auditoria, "Sin cambios todavía", "Aquí quedará quién cambió qué y cuándo.", html! {}))
            } @else {
                (table("Historia de cambios", &[Column::text("Cuándo"), Column::text("Quién"), Column::text("Qué")], html! {
                    @for cambio in cambios { tr { (quien(cambio, lectura)) td { (cambio.verbo()) (valores(cambio, lectura)) } } }
                }))
            }
        },
    )
}

pub struct Lista<'a> {
    pub clinica: &'a str,
    pub form: &'a FiltrosForm,
    pub cambios: &'a [Cambio],
    pub lectura: Lectura<'a>,
    pub vecinas: Vecinas,
}

pub fn lista(l: Lista<'_>) -> Markup {
    html! {
        (cabecera(l.clinica, Pestana::Cambios, l.form))
        (filtros(l.clinica, l.form, l.lectura.nombres))
        @if l.cambios.is_empty() {
            (empty(Icono::Auditoria, "No hay cambios así", "Prueba con otras fechas o quita un filtro.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Cambios", &columnas(), html! { @for cambio in l.cambios { (fila(l.clinica, cambio, l.lectura)) } }))
                (pagination(&Pagination { anterior: l.vecinas.anterior, siguiente: l.vecinas.siguiente, resumen: String::new() }))
            }))
        }
    }
}

fn columnas() -> [Column; 4] {
    [Column::text("Cuándo"), Column::text("Quién"), Column::text("Qué"), Column::text("Desde dónde")]
}

fn filtros(slug: &str, form: &FiltrosForm, nombres: &Nombres) -> Markup {
    let tipos = palabras::TABLAS.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre));
    let tipos = std::iter::once(Choice::new("", "Todo")).chain(tipos).collect();
    html! {
        form.filtros method="get" action=(urls::auditoria(slug)) {
            (campos_comunes(form, &nombres.equipo))
            (Field::select("tipo", "Qué", tipos).value(&form.tipo).short())
            (Field::text("numero", "Número").value(&form.numero).placeholder("Recibo, venta…").short())
            (Button::secondary("Filtrar"))
        }
        @if !form.fila.is_empty() {
            p { "Solo la historia de " (palabras::tabla(&form.tipo).to_lowercase()) " n.º " (form.fila) ". " a href=(urls::auditoria(slug)) { "Ver todo" } }
        }
    }
}

fn fila(slug: &str, cambio: &Cambio, lectura: Lectura<'_>) -> Markup {
    html! {
        tr {
            (quien(cambio, lectura))
            td {
                (cambio.verbo()) " " span.text-secondary { (cambio.cosa()) ": " }
                a.subrayado href=(cambio.url(slug)) { (cambio.nombre(lectura.nombres)) }
                (valores(cambio, lectura))
            }
            td { (desde_donde(cambio.direccion.as_deref(), cambio.agente.as_deref())) }
        }
    }
}

fn quien(cambio: &Cambio, lectura: Lectura<'_>) -> Markup {
    html! {
        td.text-nowrap { (format::date_time(cambio.en.with_timezone(&lectura.zona).naive_local())) }
        td { (cambio.quien.as_deref().unwrap_or("Antesala")) }
    }
}

fn valores(cambio: &Cambio, lectura: Lectura<'_>) -> Markup {
    html! {
        ul.list-unstyled {
            @for valor in cambio.valores(lectura) {
                li {
                    span.text-secondary { (valor.columna) ": " }
                    @if !valor.antes.is_empty() { del { (valor.antes) } " → " }
                    @if valor.despues.is_empty() { em { "vacío" } } @else { ins { (valor.despues) } }
                }
            }
        }
    }
}
