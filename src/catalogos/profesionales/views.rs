//! The list and the form of professionals.

use maud::{Markup, html};

use super::forms::ProfesionalForm;
use super::model::{EnLista, Persona};
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::views::{Edicion, casillas, color, estado, general, nombres};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card_flush, empty, form, hidden, page_header, row,
    table, tabs,
};
use crate::urls;

pub fn profesionales(clinica: &str, lista: &[EnLista]) -> Markup {
    let nuevo = Button::primary("Nuevo profesional")
        .icon(Icono::Mas)
        .goes(urls::configuracion_profesional_nuevo(clinica))
        .tecla("n");
    let columnas = [
        Column::text("Nombre"),
        Column::text("Especialidad"),
        Column::text("Dónde atiende"),
        Column::num("Sobrecupos al día"),
        Column::text("Estado"),
    ];
    html! {
        (page_header("Profesionales", "Quién atiende, qué hace y cuándo", None, html! {
            (Button::secondary("Bloqueos").goes(urls::bloqueos(clinica, "", ""))) (nuevo)
        }))
        @if lista.is_empty() {
            (empty(Icono::Pacientes, "Aún no hay profesionales", "Crea al primero con sus horarios para abrir la agenda.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Profesionales", &columnas, html! {
                @for p in lista {
                    tr {
                        td { a href=(urls::configuracion_profesional(clinica, p.id)) { (p.nombre) } }
                        td { (p.especialidad) }
                        td { (p.sucursales.join(", ")) }
                        td.num { (p.sobrecupos_maximo) }
                        td { (estado(p.activo)) }
                    }
                }
            })))
        }
    }
}

pub fn editar_profesional(e: &Edicion<'_>, personas: &[Persona], f: &ProfesionalForm) -> Markup {
    let destino = e.id.map_or_else(
        || urls::configuracion_profesionales(e.clinica),
        |id| urls::configuracion_profesional(e.clinica, id),
    );
    let volver = urls::configuracion_profesionales(e.clinica);
    let error = |campo: &str| e.errores.get(campo).map(str::to_owned);
    html! {
        @match e.id {
            Some(id) => { (pestanas(e.clinica, id, &f.nombre, "datos")) }
            None => { (page_header("Nuevo profesional", "Al guardar sigue su horario", Some(&Enlace::new("Profesionales", &volver)), html! {})) }
        }
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
            (casillas("Prestaciones que hace", "prestaciones", nombres(e.opciones), &f.prestaciones))
            (Field::select("membresia", "Persona que entra con su cuenta", personas.iter().map(|p| Choice::new(p.membresia_id, &p.nombre)).collect())
                .placeholder("Nadie: atiende sin entrar al sistema").value(&f.membresia).error(error("membresia")))
            @if e.id.is_some() { (Field::checkbox("archivado", "Archivado: no se ofrece en la agenda", f.archivado)) }
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver)) }))
        }))
    }
}

/// The head of every page of a professional.
pub fn pestanas(clinica: &str, id: i64, nombre: &str, activa: &str) -> Markup {
    let volver = Enlace::new("Profesionales", urls::configuracion_profesionales(clinica));
    let de = format!("p{id}");
    let pestana = |cual: &str, texto: &str, url: String| Enlace::new(texto, url).activo(cual == activa);
    let suyas = [
        pestana("datos", "Datos", urls::configuracion_profesional(clinica, id)),
        pestana("horario", "Horario", urls::configuracion_horario(clinica, id)),
        pestana("excepciones", "Días especiales", urls::configuracion_excepciones(clinica, id)),
    ];
    html! {
        (page_header(nombre, "", Some(&volver), html! {
            (Button::secondary("Calendario").goes(urls::profesional_calendario(clinica, id)))
            (Button::secondary("Bloqueos").goes(urls::bloqueos(clinica, &de, "")))
            (Button::secondary("Bloquear horas").goes(urls::bloqueo_nuevo(clinica, &de, "")))
        }))
        (tabs("Profesional", &suyas))
    }
}
