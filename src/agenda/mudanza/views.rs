//! The form that moves a cita, in a dialog over the grid or on a page, and what is said when it was.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{MudanzaForm, minutos};
use super::queries::Movible;
use crate::agenda::citas::views::{REJILLA, local};
use crate::agenda::espera::hueco::views::{Noticia, con_noticias};
use crate::agenda::{Cita, Hora, HoraPedida};
use crate::ui::{Button, Choice, Field, Form, Toast, actions, dialog, form, form_error, format, hidden, row};
use crate::urls;
use crate::web::form::Errores;

pub struct Pregunta<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    /// Inside a dialog; else on a page of its own.
    pub fragmento: bool,
    pub form: &'a MudanzaForm,
    pub errores: &'a Errores,
    pub movible: &'a Movible,
    pub choque: Option<&'a str>,
    /// The nearest free slots, after a conflict.
    pub alternativas: &'a [Hora],
}

impl Pregunta<'_> {
    fn error(&self, campo: &str) -> Option<String> {
        self.errores.get(campo).map(str::to_owned)
    }

    fn nombre(&self, profesional: i64) -> &str {
        let suyo = self.movible.quienes.iter().zip(&self.movible.nombres).find(|(id, _)| **id == profesional);
        suyo.map_or("", |(_, nombre)| nombre.as_str())
    }
}

pub fn preguntar(p: &Pregunta<'_>) -> Markup {
    let (f, c) = (p.form, &p.movible.cita);
    let destino = Form::post(urls::cita_cambio(p.clinica, c.id, "reagendamiento"), p.csrf);
    let destino = if p.fragmento { destino.target(dialog::HOLDER).swap("innerHTML") } else { destino };
    let con = p.movible.quienes.iter().zip(&p.movible.nombres).map(|(id, nombre)| Choice::new(id, nombre)).collect();
    let ahora = local(p.zona, c.inicio);
    form(
        &destino,
        html! {
            @if let Some(choque) = p.choque { (form_error(choque, cercanas(p))) }
            p { "Ahora: " (format::date_long(ahora.date())) ", " (format::time(ahora.time())) ", con " (c.profesional) ". " (c.prestacion) "." }
            (hidden("version", &f.version))
            (hidden("pregunta", "true"))
            @if p.fragmento { (hidden("desde", REJILLA)) }
            (row(html! {
                (Field::time("a_las", "Hora").value(&f.a_las).error(p.error("a_las")))
                (Field::date("fecha", "Fecha").value(&f.fecha).error(p.error("fecha")))
                (Field::number("duracion", "Minutos").value(&f.duracion).error(p.error("duracion")))
            }))
            (Field::select("profesional", "Profesional", con).value(&f.profesional).error(p.error("profesional")))
            @if p.movible.avisable { (Field::checkbox("avisar", "Avisar al paciente", f.avisar)) }
            @else { p.campo-ayuda { "El paciente no tiene correo o no quiere avisos: no se le escribirá." } }
            (actions(html! {
                (Button::primary("Mover").working("Moviendo…"))
                @if !p.fragmento { (Button::secondary("Volver").goes(urls::cita(p.clinica, c.id))) }
            }))
        },
    )
}

/// The nearest slots to choose from; or another one, written below.
fn cercanas(p: &Pregunta<'_>) -> Markup {
    let nombre = |h: &Hora| {
        let cuando = local(p.zona, h.inicio);
        format!(
            "{} {} · {}",
            format::date_short(cuando.date()),
            format::time(cuando.time()),
            p.nombre(h.profesional_id)
        )
    };
    let horas = p.alternativas.iter().map(|h| Choice::new(h.pedida(), nombre(h)));
    let primera = p.alternativas.first().map(|h| h.pedida().to_string()).unwrap_or_default();
    html! {
        @if p.alternativas.is_empty() { p { "No quedan horas cerca: prueba otro día." } }
        @else {
            (Field::radio("hora", "Horas más cercanas", horas.chain([Choice::new("", "La que está escrita abajo")]).collect()).value(primera))
        }
    }
}

/// What was done, and the way back while there is one: an hour that has passed, or was given over others, is not offered again.
pub fn hecha(
    clinica: &str,
    csrf: &str,
    zona: Tz,
    (vieja, nueva): (&Cita, &Cita),
    avisado: bool,
    ahora: DateTime<Utc>,
    noticias: &[Noticia],
) -> Toast {
    let cuando = local(zona, nueva.inicio);
    let que = if vieja.id == nueva.id {
        format!("{}: {}", nueva.paciente, format::minutes(minutos(nueva)))
    } else {
        format!("{}: {} {}", nueva.paciente, format::date_short(cuando.date()), format::time(cuando.time()))
    };
    let atras = (vieja.id == nueva.id || (vieja.inicio >= ahora && vieja.sobrecupo.is_none()))
        .then(|| deshacer(clinica, csrf, (vieja, nueva), avisado));
    con_noticias(&que, noticias, atras)
}

fn deshacer(clinica: &str, csrf: &str, (vieja, nueva): (&Cita, &Cita), avisado: bool) -> Markup {
    let antes = HoraPedida { profesional: vieja.profesional_id, inicio: vieja.inicio };
    let volver = Form::post(urls::cita_cambio(clinica, nueva.id, "reagendamiento"), csrf);
    form(
        &volver.inline().target(dialog::HOLDER).swap("innerHTML"),
        html! {
            (hidden("version", &nueva.version.to_string()))
            (hidden("hora", &antes.to_string()))
            (hidden("duracion", &minutos(vieja).to_string()))
            (hidden("pregunta", "true"))
            @if avisado { (hidden("avisar", "true")) }
            (hidden("desde", REJILLA))
            (Button::ghost("Deshacer").small())
        },
    )
}
