//! The page of a calendar's link.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::model::Titular;
use crate::agenda::citas::views::local;
use crate::ui::{Button, Enlace, Field, Form, Icono, Tono, alert, card, form, format, page_header};
use crate::urls;

pub struct Calendario<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub profesional: i64,
    pub titular: &'a Titular,
    /// Just made, and never shown again.
    pub enlace: Option<&'a str>,
}

pub fn calendario(c: &Calendario<'_>) -> Markup {
    let volver = Enlace::new(&c.titular.profesional, urls::configuracion_profesional(c.clinica, c.profesional));
    let (estado, crear) = match c.titular.enlace {
        Some(desde) => {
            (format!("Hay un enlace desde el {}.", format::date_time(local(c.zona, desde))), "Crear otro enlace")
        }
        None => ("Todavía no hay un enlace.".into(), "Crear enlace"),
    };
    html! {
        (page_header("Calendario", &format!("Las citas de {} en Google o Apple", c.titular.profesional), Some(&volver), html! {}))
        @if let Some(enlace) = c.enlace { (recien_creado(enlace)) }
        (card("Enlace secreto", html! {}, html! {
            p { (estado) " Quien lo tenga ve las horas de la última semana y de los próximos 60 días, con las iniciales de cada paciente. "
                "Crear otro o revocarlo apaga el anterior." }
            div.acciones {
                (form(&Form::post(urls::profesional_calendario(c.clinica, c.profesional), c.csrf).inline(), html! {
                    (Button::primary(crear).icon(Icono::Llave).working("Creando…"))
                }))
                @if c.titular.enlace.is_some() {
                    (form(&Form::post(urls::profesional_calendario_revocacion(c.clinica, c.profesional), c.csrf).inline(), html! {
                        (Button::danger("Revocar").working("Revocando…"))
                    }))
                }
            }
        }))
    }
}

fn recien_creado(enlace: &str) -> Markup {
    alert(
        Tono::Bien,
        "Copia el enlace ahora: no se vuelve a mostrar",
        html! {
            (Field::text("enlace", "Dirección del calendario").value(enlace).readonly())
            p { "En Google Calendar: Otros calendarios, Desde URL. En Apple: Archivo, Nueva suscripción a calendario." }
        },
    )
}
