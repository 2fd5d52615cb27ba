//! The special days to come, and the form of one.

use maud::{Markup, html};

use super::forms::{BLOQUES, ExcepcionForm, MOTIVO_MAX};
use super::model::Excepcion;
use crate::catalogos::OpcionLugar;
use crate::catalogos::profesionales::pestanas;
use crate::catalogos::views::{bloque, general};
use crate::ui::{
    Button, Column, Field, Form, Tono, actions, badge, card_flush, form, format, hidden, row, section, table,
};
use crate::urls;
use crate::values::fecha;
use crate::web::form::Errores;

pub struct Pantalla<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: i64,
    pub version: i32,
    pub nombre: &'a str,
    pub dias: &'a [Excepcion],
    pub lugares: &'a [OpcionLugar],
    pub errores: &'a Errores,
}

pub fn excepciones(p: &Pantalla<'_>, f: &ExcepcionForm) -> Markup {
    let error = |campo: &str| p.errores.get(campo).map(str::to_owned);
    html! {
        (pestanas(p.clinica, p.id, p.nombre, "excepciones"))
        @if !p.dias.is_empty() { (lista(p)) }
        (form(&Form::post(urls::configuracion_excepciones(p.clinica, p.id), p.csrf), html! {
            (general(p.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::date("fecha", "Fecha").value(&f.fecha).error(error("fecha")).required()
                    .hint("Reemplaza el horario de ese día, también si es feriado."))
                (Field::text("motivo", "Motivo").value(&f.motivo).error(error("motivo")).maxlength(MOTIVO_MAX))
            }))
            (Field::checkbox("cerrado", "No atiende ese día", f.cerrado))
            (horas(p, f, error("horario")))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(urls::configuracion_profesionales(p.clinica))) }))
        }))
    }
}

fn lista(p: &Pantalla<'_>) -> Markup {
    let columnas = [Column::text("Fecha"), Column::text("Horas"), Column::text("Motivo"), Column::actions()];
    let aqui = urls::configuracion_excepciones(p.clinica, p.id);
    card_flush(
        "Días que vienen",
        html! {},
        table(
            "Días especiales",
            &columnas,
            html! {
                @for dia in p.dias {
                    tr {
                        td { a href=(urls::con_filtros(&aqui, &[("fecha", &dia.fecha)])) { (format::date_long(dia.fecha)) } }
                        td { (atencion(dia)) }
                        td { (dia.motivo) }
                        td.fila-acciones {
                            (form(&Form::post(urls::configuracion_excepciones_retiro(p.clinica, p.id), p.csrf).inline(), html! {
                                (hidden("version", &p.version.to_string()))
                                (hidden("fecha", &fecha::iso(dia.fecha)))
                                (Button::secondary("Quitar").small())
                            }))
                        }
                    }
                }
            },
        ),
    )
}

fn atencion(dia: &Excepcion) -> Markup {
    let tramos: Vec<_> = dia.bloques.iter().map(|b| format!("{}–{}", b.desde, b.hasta)).collect();
    html! { @if tramos.is_empty() { (badge(Tono::Alerta, "No atiende")) } @else { (tramos.join(", ")) } }
}

fn horas(p: &Pantalla<'_>, f: &ExcepcionForm, error: Option<String>) -> Markup {
    let columnas = [Column::text("Desde"), Column::text("Hasta"), Column::text("Dónde")];
    let filas = html! {
        @for n in 0..BLOQUES {
            @let (desde, hasta, lugar) = f.escrito(n);
            @let nombre = format!("Bloque {}", n + 1);
            tr {
                td { (bloque::hora("desde", &nombre, desde)) }
                td { (bloque::hora("hasta", &nombre, hasta)) }
                td { (bloque::lugar(&nombre, p.lugares, lugar)) }
            }
        }
    };
    section(
        "Horas de ese día",
        html! {
            @if let Some(error) = error { p.campo-error id="horario-error" { (error) } }
            (table("Horas de ese día", &columnas, filas))
            p.campo-ayuda { "Medianoche es 00:00 en «Hasta»." }
        },
    )
}
