//! The list and the form of professionals.

use maud::{Markup, html};

use super::forms::{BLOQUES_POR_DIA, ProfesionalForm};
use super::model::Profesional;
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::views::{Edicion, casillas, color, estado, general};
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, actions, card_flush, empty, form, hidden, page_header, row, section,
    table,
};
use crate::urls;

const DIAS: [&str; 7] = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"];

pub fn profesionales(clinica: &str, lista: &[Profesional]) -> Markup {
    let nuevo = Button::primary("Nuevo profesional")
        .icon(Icono::Mas)
        .goes(urls::configuracion_profesional_nuevo(clinica))
        .tecla("n");
    let columnas = [
        Column::text("Nombre"),
        Column::text("Especialidad"),
        Column::num("Sobrecupos al día"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Profesionales", "Quién atiende, qué hace y cuándo", None, html! { (nuevo) }))
        @if lista.is_empty() {
            (empty(Icono::Pacientes, "Aún no hay profesionales", "Crea al primero con sus horarios para abrir la agenda.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Profesionales", &columnas, html! {
                @for p in lista {
                    tr {
                        td { a href=(urls::configuracion_profesional(clinica, p.id)) { (p.nombre) } }
                        td { (p.especialidad) }
                        td.num { (p.sobrecupos_maximo) }
                        td { (estado(p.estado == "activo")) }
                    }
                }
            })))
        }
    }
}

pub fn editar_profesional(e: &Edicion<'_>, f: &ProfesionalForm) -> Markup {
    let destino = e.id.map_or_else(
        || urls::configuracion_profesionales(e.clinica),
        |id| urls::configuracion_profesional(e.clinica, id),
    );
    let titulo = if e.id.is_some() { "Editar profesional" } else { "Nuevo profesional" };
    let volver = Enlace::new("Profesionales", urls::configuracion_profesionales(e.clinica));
    let error = |campo: &str| e.errores.get(campo).map(str::to_owned);
    html! {
        (page_header(titulo, "", Some(&volver), html! {}))
        (form(&Form::post(destino, e.csrf), html! {
            (general(e.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
                (Field::text("especialidad", "Especialidad").value(&f.especialidad).error(error("especialidad")).maxlength(NOMBRE_MAX))
            }))
            (row(html! {
                (color(&f.color, error("color")))
                (Field::number("sobrecupos", "Sobrecupos al día").value(&f.sobrecupos).error(error("sobrecupos")))
            }))
            (Field::checkbox("trabaja_feriados", "Atiende también en feriados", f.trabaja_feriados))
            (casillas("Prestaciones que hace", "prestaciones", e.opciones, &f.prestaciones))
            (semana(f, error("horario")))
            @if e.id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece en la agenda", f.archivado)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}

fn semana(f: &ProfesionalForm, error: Option<String>) -> Markup {
    let columnas = [
        Column::text("Día"),
        Column::text("Desde"),
        Column::text("Hasta"),
        Column::text("Desde"),
        Column::text("Hasta"),
    ];
    let filas = html! {
        @for (d, dia) in DIAS.iter().enumerate() {
            tr {
                th scope="row" { (dia) }
                @for n in d * BLOQUES_POR_DIA..(d + 1) * BLOQUES_POR_DIA {
                    td { (hora("desde", dia, n, f.bloque(n).0)) }
                    td { (hora("hasta", dia, n, f.bloque(n).1)) }
                }
            }
        }
    };
    section(
        "Horario semanal",
        html! {
            @if let Some(error) = error { p.campo-error id="horario-error" { (error) } }
            (table("Horario semanal", &columnas, filas))
            p.campo-ayuda { "Rige desde hoy; las citas ya reservadas no se mueven." }
        },
    )
}

fn hora(nombre: &str, dia: &str, n: usize, valor: &str) -> Markup {
    html! {
        input.form-control type="time" name=(nombre) value=(valor) aria-label={ (dia) ", bloque " (n % BLOQUES_POR_DIA + 1) ", " (nombre) };
    }
}
