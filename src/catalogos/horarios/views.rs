//! The form of a week, with the weeks to come beside it.

use maud::{Markup, html};

use super::forms::{DIAS, Escrito, HorarioForm};
use super::model::Periodo;
use crate::catalogos::OpcionLugar;
use crate::catalogos::profesionales::pestanas;
use crate::catalogos::views::{bloque, general};
use crate::ui::{
    Button, Column, Field, Form, Tono, actions, alert, badge, card_flush, form, format, hidden, row, section, table,
};
use crate::urls;
use crate::values::fecha;
use crate::web::form::Errores;

pub struct Pantalla<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: i64,
    pub nombre: &'a str,
    pub periodos: &'a [Periodo],
    pub lugares: &'a [OpcionLugar],
    pub errores: &'a Errores,
}

pub fn horario(p: &Pantalla<'_>, f: &HorarioForm) -> Markup {
    let error = |campo: &str| p.errores.get(campo).map(str::to_owned);
    html! {
        (pestanas(p.clinica, p.id, p.nombre, "horario"))
        @if p.periodos.len() > 1 { (periodos(p, f)) }
        (form(&Form::post(urls::configuracion_horario(p.clinica, p.id), p.csrf), html! {
            (general(p.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::date("vigente_desde", "Rige desde").value(&f.vigente_desde).error(error("vigente_desde")).required())
                (Field::date("vigente_hasta", "Hasta").value(&f.vigente_hasta).error(error("vigente_hasta"))
                    .hint("Vacío: hasta que lo cambies. Lo que regía después sigue al día siguiente."))
            }))
            (semana(p, f, error("horario")))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(urls::configuracion_profesionales(p.clinica))) }))
        }))
    }
}

/// What rules now and what will, each to be opened by its first date.
fn periodos(p: &Pantalla<'_>, f: &HorarioForm) -> Markup {
    let columnas =
        [Column::text("Desde"), Column::text("Hasta"), Column::num("A la semana"), Column::text("A la vista")];
    html! {
        (alert(Tono::Info, "El horario va a cambiar", html! { p { "Elige cuál quieres ver o editar." } }))
        (card_flush("Vigencias", html! {}, table("Vigencias", &columnas, html! {
            @for periodo in p.periodos {
                @let url = urls::con_filtros(&urls::configuracion_horario(p.clinica, p.id), &[("desde", &periodo.desde)]);
                tr {
                    td { a href=(url) { (format::date(periodo.desde)) } }
                    td { (periodo.hasta.map_or_else(|| "Sin término".to_owned(), format::date)) }
                    td.num { (horas(periodo.minutos())) }
                    td { @if fecha::iso(periodo.desde) == f.vigente_desde { (badge(Tono::Info, "Esta")) } }
                }
            }
        })))
    }
}

fn horas(minutos: i64) -> String {
    if minutos == 0 { "No atiende".into() } else { format::minutes(minutos) }
}

fn semana(p: &Pantalla<'_>, f: &HorarioForm, error: Option<String>) -> Markup {
    let columnas = [Column::text("Día"), Column::text("Desde"), Column::text("Hasta"), Column::text("Dónde")];
    let filas = html! {
        @for (n, nombre) in (1..).zip(DIAS) {
            @let filas = f.filas(n);
            @for (k, escrito) in filas.iter().enumerate() {
                tr {
                    @if k == 0 { th scope="rowgroup" rowspan=(filas.len()) { (nombre) } }
                    (fila(p, n, &format!("{nombre}, bloque {}", k + 1), escrito))
                }
            }
        }
    };
    section(
        "Semana",
        html! {
            @if let Some(error) = error { p.campo-error id="horario-error" { (error) } }
            (table("Semana", &columnas, filas))
            p.campo-ayuda { "Medianoche es 00:00 en «Hasta». Al guardar aparece lugar para otro bloque. Las citas ya reservadas no se mueven: las que queden fuera se muestran al guardar." }
        },
    )
}

fn fila(p: &Pantalla<'_>, dia: usize, nombre: &str, e: &Escrito<'_>) -> Markup {
    html! {
        td { (hidden("dia", &dia.to_string())) (bloque::hora("desde", nombre, e.desde)) }
        td { (bloque::hora("hasta", nombre, e.hasta)) }
        td { (bloque::lugar(nombre, p.lugares, e.lugar)) }
    }
}
