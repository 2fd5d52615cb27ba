//! Readings as a person reads them.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::{DeArchivo, DeFicha, Lectura, Opciones};
use crate::auditoria::filtros::{FiltrosForm, Vecinas};
use crate::auditoria::views::{Pestana, cabecera, campos_comunes, desde_donde};
use crate::ui::{Button, Column, Icono, Pagination, card_flush, empty, format, pagination, table};
use crate::urls;

#[derive(Clone, Copy)]
pub struct Lista<'a> {
    pub clinica: &'a str,
    pub zona: Tz,
    pub form: &'a FiltrosForm,
    pub equipo: &'a [(i64, String)],
    pub opciones: &'a Opciones,
}

pub fn lista(v: &Lista<'_>, lecturas: &[Lectura], vecinas: Vecinas) -> Markup {
    let columnas = ["Cuándo", "Quién", "Qué se leyó", "Detalle", "Desde dónde"].map(Column::text);
    html! {
        (cabecera(v.clinica, Pestana::Lecturas, v.form))
        form.filtros method="get" action=(urls::lecturas(v.clinica)) {
            (campos_comunes(v.form, v.equipo))
            (Button::secondary("Filtrar"))
        }
        @if lecturas.is_empty() {
            (empty(Icono::Auditoria, "No hay lecturas así", "Prueba con otras fechas o quita un filtro.", html! {}))
        } @else {
            (card_flush("", html! {}, html! {
                (table("Lecturas", &columnas, html! { @for lectura in lecturas { (fila(v, lectura)) } }))
                (pagination(&Pagination { anterior: vecinas.anterior, siguiente: vecinas.siguiente, resumen: String::new() }))
            }))
        }
    }
}

fn fila(v: &Lista<'_>, lectura: &Lectura) -> Markup {
    html! {
        tr {
            td.text-nowrap { (format::date_time(lectura.en.with_timezone(&v.zona).naive_local())) }
            td { (lectura.quien) }
            @if let Some(ficha) = &lectura.ficha { (de_ficha(v, ficha)) }
            @if let Some(archivo) = &lectura.archivo { (de_archivo(v, archivo)) }
            td { (desde_donde(lectura.direccion.as_deref(), lectura.agente.as_deref())) }
        }
    }
}

fn de_ficha(v: &Lista<'_>, ficha: &DeFicha) -> Markup {
    html! {
        td { a href=(urls::paciente(v.clinica, ficha.paciente_id)) { (ficha.paciente) } }
        td {
            @match ficha.adjunto_id { Some(id) => { "Documento N° " (id) }, None => { "Ficha" } }
            @if !ficha.motivo.is_empty() { div.text-secondary { (ficha.motivo) } }
        }
    }
}

/// The report, its filters in words, and how much of it left.
fn de_archivo(v: &Lista<'_>, archivo: &DeArchivo) -> Markup {
    let url = format!("{}?{}", urls::reporte(v.clinica, &archivo.reporte), archivo.consulta);
    let dicha = archivo.dicha(v.zona.into());
    let cuantas = format!("{} {}", format::count(archivo.filas), if archivo.filas == 1 { "fila" } else { "filas" });
    let no_salio = match archivo.estado.as_str() {
        "pendiente" | "corriendo" => Some("todavía se escribe"),
        "cancelada" => Some("se canceló antes de terminar"),
        "fallida" => Some("no se pudo escribir"),
        _ => None,
    };
    html! {
        td {
            "Reporte: " a.subrayado href=(url) { (dicha.as_ref().map_or(archivo.reporte.as_str(), |d| d.reporte)) }
            @if let Some(dicha) = &dicha { ", " (dicha.formato) }
        }
        td {
            (cuantas) @if let Some(porque) = no_salio { ": " (porque) }
            @if let Some(dicha) = &dicha {
                div.text-secondary { (dicha.dias) }
                @for filtrada in &dicha.filtros {
                    div.text-secondary { (primera_mayuscula(filtrada.titulo)) ": " (nombre(v, filtrada.lista, &filtrada.valor)) }
                }
            }
        }
    }
}

fn nombre<'a>(v: &'a Lista<'_>, lista: Option<&str>, valor: &'a str) -> &'a str {
    let fila = lista.map(str::to_owned).zip(valor.parse().ok());
    fila.and_then(|fila| v.opciones.get(&fila)).map_or(valor, String::as_str)
}

fn primera_mayuscula(titulo: &str) -> String {
    let mut letras = titulo.chars();
    letras.next().map(|l| l.to_uppercase().collect::<String>() + letras.as_str()).unwrap_or_default()
}
