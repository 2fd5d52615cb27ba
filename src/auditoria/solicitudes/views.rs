//! Requests as they are seen and answered.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{PasoForm, SolicitudForm};
use super::model::{Dado, Medio, PLAZO_DIAS, Paso, Solicitud, Tipo, nombre_paso};
use crate::auditoria::filtros::FiltrosForm;
use crate::auditoria::views::{Pestana, cabecera};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card, card_flush, data_list, empty, form,
    form_error, format, hidden, page_header, row, table, tabs,
};
use crate::urls;
use crate::web::form::Errores;

#[derive(Clone, Copy)]
pub struct De<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub hoy: NaiveDate,
    pub resuelve: bool,
}

pub fn lista(de: De<'_>, cerradas: bool, solicitudes: &[Solicitud]) -> Markup {
    let columnas = ["Vence", "Paciente", "Pide", "Recibida", "Encargado", "Estado"].map(Column::text);
    let ver = |ver: &str| urls::con_filtros(&urls::solicitudes(de.clinica), &[("ver", &ver)]);
    html! {
        (cabecera(de.clinica, Pestana::Solicitudes, &FiltrosForm::default()))
        @if de.resuelve { p { (Button::primary("Nueva solicitud").icon(Icono::Mas).goes(urls::solicitud_nueva(de.clinica)).tecla("n")) } }
        (tabs("Estado", &[
            Enlace::new("Por responder", ver("")).activo(!cerradas),
            Enlace::new("Cerradas", ver("cerradas")).activo(cerradas),
        ]))
        @if solicitudes.is_empty() {
            (empty(Icono::Auditoria, "No hay solicitudes aquí", "Cuando alguien pida ver, corregir o borrar sus datos, anótalo aquí.", html! {}))
        } @else {
            (card_flush("", html! {}, table("Solicitudes", &columnas, html! { @for s in solicitudes { (fila(de, s)) } })))
        }
    }
}

fn fila(de: De<'_>, s: &Solicitud) -> Markup {
    html! {
        tr {
            td.text-nowrap { (plazo(de, s)) }
            td { a href=(urls::solicitud(de.clinica, s.id)) { (s.paciente) } }
            td { (s.tipo().nombre()) }
            td.text-nowrap { (format::date(s.recibida)) }
            td { (s.encargado.as_deref().unwrap_or("Nadie todavía")) }
            td { (estado(s)) }
        }
    }
}

fn plazo(de: De<'_>, s: &Solicitud) -> Markup {
    html! {
        (format::date(s.vence)) " "
        @if s.cerrada.is_none() {
            @match (s.vence - de.hoy).num_days() {
                dias @ ..=-1 => { (badge(Tono::Error, &format!("Vencida hace {} días", -dias))) }
                dias @ 0..=7 => { (badge(Tono::Alerta, &format!("Quedan {dias} días"))) }
                _ => {}
            }
        }
    }
}

fn estado(s: &Solicitud) -> Markup {
    let tono = match s.estado.as_str() {
        "respondida" => Tono::Bien,
        "rechazada" => Tono::Neutro,
        _ => Tono::Info,
    };
    badge(tono, s.nombre_estado())
}

pub fn nueva(de: De<'_>, f: &SolicitudForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Solicitudes", urls::solicitudes(de.clinica));
    let tipos = Tipo::TODOS.map(|t| Choice::new(t.codigo(), t.nombre())).into();
    let medios = Medio::TODOS.map(|m| Choice::new(m.codigo(), m.nombre())).into();
    let plazo = format!("Desde ese día corren {PLAZO_DIAS} días para responder.");
    html! {
        (page_header("Nueva solicitud", "De una persona sobre sus propios datos", Some(&volver), html! {}))
        (card("", html! {}, form(&Form::post(urls::solicitudes(de.clinica), de.csrf), html! {
            (Field::text("paciente", "Paciente").value(&f.paciente).hint("RUT o número de ficha").error(errores.get("paciente")).required())
            (Field::select("tipo", "Qué pide", tipos).value(&f.tipo).error(errores.get("tipo")))
            (row(html! {
                (Field::select("medio", "Cómo llegó", medios).value(&f.medio).error(errores.get("medio")))
                (Field::date("recibida", "Cuándo llegó").value(&f.recibida).hint(plazo).error(errores.get("recibida")))
            }))
            (Field::textarea("detalle", "Detalle").value(&f.detalle).error(errores.get("detalle")))
            (actions(html! {
                (Button::primary("Recibir").working("Guardando…"))
                (Button::secondary("Volver").goes(urls::solicitudes(de.clinica)))
            }))
        })))
    }
}

pub fn una(de: De<'_>, s: &Solicitud, pasos: &[Dado], f: &PasoForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Solicitudes", urls::solicitudes(de.clinica));
    let archivo = matches!(s.tipo(), Tipo::Acceso | Tipo::Portabilidad) && de.resuelve;
    html! {
        (page_header(&format!("{} de {}", s.tipo().nombre(), s.paciente), &format!("Solicitud N° {}", s.id), Some(&volver), html! {
            @if archivo { (Button::secondary("Descargar todos sus datos").icon(Icono::Descargar).goes(urls::solicitud_archivo(de.clinica, s.id))) }
        }))
        (card("", html! {}, data_list(&[
            ("Paciente", html! { a href=(urls::paciente(de.clinica, s.paciente_id)) { (s.paciente) } }),
            ("Estado", estado(s)),
            ("Recibida", html! { (format::date(s.recibida)) ", " (s.medio().nombre().to_lowercase()) }),
            ("Vence", html! { (plazo(de, s)) @if s.prorrogada { " Con prórroga" } }),
            ("Encargado", html! { (s.encargado.as_deref().unwrap_or("Nadie todavía")) }),
            ("Detalle", html! { (s.detalle) }),
            ("Respuesta", html! { (s.respuesta) }),
        ])))
        @if de.resuelve && s.cerrada.is_none() { (avance(de, s, f, errores)) }
        (card_flush("Pasos", html! {}, table("Pasos", &["Cuándo", "Quién", "Qué"].map(Column::text), html! {
            @for paso in pasos { (dado(de, paso)) }
        })))
    }
}

fn avance(de: De<'_>, s: &Solicitud, f: &PasoForm, errores: &Errores) -> Markup {
    let opcion = |paso: Paso| {
        let texto = match paso {
            Paso::Tomar => "Me encargo",
            Paso::Prorrogar => "Prorrogar el plazo",
            Paso::Responder => "Responder y cerrar",
            Paso::Rechazar => "Rechazar y cerrar",
        };
        (paso != Paso::Prorrogar || !s.prorrogada).then(|| Choice::new(paso.codigo(), texto))
    };
    let pasos = Paso::TODOS.into_iter().filter_map(opcion).collect();
    html! {
        (card("Siguiente paso", html! {}, form(&Form::post(urls::solicitud_pasos(de.clinica, s.id), de.csrf), html! {
            @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
            p.text-secondary { (s.tipo().efecto()) }
            (hidden("version", &s.version.to_string()))
            (Field::select("paso", "Qué se hace", pasos).value(&f.paso))
            (Field::textarea("nota", "Qué se le dijo").value(&f.nota).error(errores.get("nota")))
            (actions(html! { (Button::primary("Anotar").working("Guardando…")) }))
        })))
    }
}

fn dado(de: De<'_>, paso: &Dado) -> Markup {
    html! {
        tr {
            td.text-nowrap { (format::date_time(paso.en.with_timezone(&de.zona).naive_local())) }
            td { (paso.quien.as_deref().unwrap_or("Antesala")) }
            td { (nombre_paso(&paso.paso)) @if !paso.nota.is_empty() { div.text-secondary { (paso.nota) } } }
        }
    }
}
