//! The holidays of a year, and the form of the clinic's own word.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::forms::FeriadoForm;
use super::model::{Legal, Palabra};
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::sede::Sucursal;
use crate::catalogos::views::general;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Tono, actions, badge, card, card_flush, form, format, hidden,
    page_header, row, table, tabs,
};
use crate::urls;
use crate::values::fecha;
use crate::web::form::Errores;

pub struct Pantalla<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub hoy: NaiveDate,
    pub anio: i32,
    pub anios: RangeInclusive<i32>,
    pub legales: &'a [Legal],
    pub palabras: &'a [Palabra],
    pub sucursales: &'a [Sucursal],
    pub errores: &'a Errores,
}

pub fn feriados(p: &Pantalla<'_>, f: &FeriadoForm) -> Markup {
    let anios: Vec<_> = p
        .anios
        .clone()
        .map(|a| Enlace::new(a.to_string(), urls::configuracion_feriados(p.clinica, Some(a))).activo(a == p.anio))
        .collect();
    html! {
        (page_header("Feriados", "Lo que dice la ley y lo que decide la clínica", None, html! {}))
        (tabs("Año", &anios))
        @if !p.palabras.is_empty() { (palabras(p)) }
        (legales(p))
        (formulario(p, f))
    }
}

fn palabras(p: &Pantalla<'_>) -> Markup {
    let columnas = [
        Column::text("Fecha"),
        Column::text("Por qué"),
        Column::text("Sucursal"),
        Column::text("Agenda"),
        Column::actions(),
    ];
    card_flush(
        "La clínica dice",
        html! {},
        table(
            "Lo que dice la clínica",
            &columnas,
            html! {
                @for w in p.palabras {
                    tr {
                        td { (format::date_long(w.fecha)) }
                        td { (w.nombre) }
                        td { (w.sucursal.as_deref().unwrap_or("Todas")) }
                        td { (agenda(w.atiende)) }
                        td.fila-acciones {
                            (form(&Form::post(urls::configuracion_feriado_retiro(p.clinica, w.id), p.csrf).inline(), html! {
                                (hidden("anio", &p.anio.to_string()))
                                (Button::secondary("Quitar").small())
                            }))
                        }
                    }
                }
            },
        ),
    )
}

fn agenda(atiende: bool) -> Markup {
    if atiende { badge(Tono::Bien, "Se atiende") } else { badge(Tono::Alerta, "Cerrado") }
}

fn legales(p: &Pantalla<'_>) -> Markup {
    let columnas = [
        Column::text("Fecha"),
        Column::text("Feriado"),
        Column::text("Dónde"),
        Column::text("Tipo"),
        Column::actions(),
    ];
    card_flush(
        "La ley dice",
        html! {},
        table(
            "Feriados legales",
            &columnas,
            html! {
                @for l in p.legales {
                    tr {
                        td { (format::date_long(l.fecha)) }
                        td { (l.nombre) }
                        td { @if l.ambito.contains('-') { "Regional" } @else { "Nacional" } }
                        td { @if l.irrenunciable { (badge(Tono::Neutro, "Irrenunciable")) } }
                        td.fila-acciones { @if l.fecha >= p.hoy && !p.palabras.iter().any(|w| w.fecha == l.fecha) { (abrir(p, l)) } }
                    }
                }
            },
        ),
    )
}

fn abrir(p: &Pantalla<'_>, l: &Legal) -> Markup {
    form(
        &Form::post(urls::configuracion_feriados(p.clinica, None), p.csrf).inline(),
        html! {
            (hidden("fecha", &fecha::iso(l.fecha)))
            (hidden("nombre", &l.nombre))
            (hidden("palabra", "abre"))
            (Button::secondary("Atender igual").small())
        },
    )
}

fn formulario(p: &Pantalla<'_>, f: &FeriadoForm) -> Markup {
    let error = |campo: &str| p.errores.get(campo).map(str::to_owned);
    let sucursales = p.sucursales.iter().map(|s| Choice::new(s.id, &s.nombre)).collect();
    let palabra = vec![Choice::new("cierra", "No se atiende"), Choice::new("abre", "Se atiende aunque sea feriado")];
    card(
        "Decir de otra fecha",
        html! {},
        form(
            &Form::post(urls::configuracion_feriados(p.clinica, None), p.csrf),
            html! {
                (general(p.errores))
                (row(html! {
                    (Field::date("fecha", "Fecha").value(&f.fecha).error(error("fecha")).required())
                    (Field::text("nombre", "Por qué").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required())
                    (Field::select("sucursal", "Sucursal", sucursales).placeholder("Todas").value(&f.sucursal).error(error("sucursal")))
                }))
                (Field::radio("palabra", "Ese día", palabra).value(&f.palabra).error(error("palabra")))
                p.campo-ayuda { "Elecciones, censos y los feriados de una sola comuna, como el 20 de agosto en Chillán, se dicen aquí. Quien atiende también en feriados no los nota." }
                (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
            },
        ),
    )
}
