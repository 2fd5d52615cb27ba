//! The form that books a cita, in a dialog or on a page.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::forms::{CitaForm, MOTIVO_MAX, OBSERVACION_MAX, PacienteEscrito};
use super::queries::Sobrecupos;
use crate::agenda::Hora;
use crate::agenda::citas::views::{Puede, local};
use crate::catalogos::Opciones;
use crate::pacientes::{NOMBRE_MAX, Resumen};
use crate::ui::{Button, Choice, Field, Form, Tono, actions, alert, form, form_error, format, hidden, row};
use crate::urls;
use crate::web::form::Errores;

pub struct Reserva<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub zona: Tz,
    pub hoy: NaiveDate,
    /// Inside a dialog; else on a page of its own.
    pub fragmento: bool,
    pub form: &'a CitaForm,
    pub errores: &'a Errores,
    pub opciones: &'a Opciones,
    pub hallados: &'a [Resumen],
    /// Who may be the patient that would be created.
    pub tocayos: &'a [Resumen],
    /// Of the day of the slot, when a sobrecupo is at hand.
    pub sobrecupos: Option<Sobrecupos>,
    /// The nearest free slots, after a conflict.
    pub alternativas: &'a [Hora],
    pub choque: Option<&'a str>,
    pub puede: Puede,
}

pub const DIALOGO: &str = "cita";

impl Reserva<'_> {
    pub fn titulo(&self) -> String {
        let Some(hora) = self.form.hora() else { return "Nueva cita".into() };
        let cuando = local(self.zona, hora.inicio);
        let con = self.opciones.profesional(hora.profesional).map_or("", |p| p.nombre.as_str());
        format!("{} {} · {con}", format::date_short(cuando.date()), format::time(cuando.time()))
    }

    fn es_hoy(&self) -> bool {
        self.form.hora().is_some_and(|hora| local(self.zona, hora.inicio).date() == self.hoy)
    }

    fn error(&self, campo: &str) -> Option<String> {
        self.errores.get(campo).map(str::to_owned)
    }
}

pub fn reservar(r: &Reserva<'_>) -> Markup {
    let f = r.form;
    let destino = Form::post(urls::citas(r.clinica), r.csrf).clave(&f.clave);
    let destino = if r.fragmento { destino.target(format!("#{DIALOGO}-cuerpo")).swap("innerHTML") } else { destino };
    let profesional = f.hora().map(|h| h.profesional);
    let prestaciones = r.opciones.prestaciones_de(profesional).map(|o| Choice::new(o.id, o.nombre.clone())).collect();
    form(
        &destino,
        html! {
            @if let Some(mensaje) = r.choque { (form_error(mensaje, otras_horas(r))) }
            @if let Some(mensaje) = r.error("hora") { (form_error(&mensaje, html! {})) }
            @if r.choque.is_none() { (hidden("hora", &f.hora)) }
            @if f.cualquiera { (hidden("cualquiera", "true")) }
            @if !f.desde.is_empty() { (hidden("desde", &f.desde)) }
            @if !f.espera.is_empty() { (hidden("espera", &f.espera)) }
            @if r.fragmento && r.choque.is_none() { (retencion(r)) }
            @if f.presente && f.sobrecupo { (alert(Tono::Alerta, "Hoy no quedan horas libres: se da como sobrecupo.", html! {})) }
            @if !r.tocayos.is_empty() { (tocayos(r.tocayos, "Todavía no se reservó nada.", "crear y reservar")) }
            (paciente(r.clinica, f.paciente(), r.errores, r.hallados))
            (Field::select("prestacion", "Prestación", prestaciones).value(&f.prestacion).error(r.error("prestacion")))
            @if !f.duracion.is_empty() {
                (Field::number("duracion", "Minutos").value(&f.duracion).error(r.error("duracion")).hint("Vacío: lo que dura la prestación."))
            }
            (Field::text("observacion", "Observación").value(&f.observacion).error(r.error("observacion")).maxlength(OBSERVACION_MAX))
            @if r.es_hoy() || f.presente { (Field::checkbox("presente", "Llegó sin hora y espera", f.presente)) }
            @if r.puede.sobrecupo && (r.choque.is_some() || f.sobrecupo) { (sobrecupo(r)) }
            (actions(html! {
                (Button::primary("Reservar").working("Reservando…"))
                @if !r.fragmento { (Button::secondary("Volver").goes(urls::agenda(r.clinica))) }
            }))
        },
    )
}

/// Asks for the hold when the form opens, and again when what is booked there changes; gives it back when it closes.
fn retencion(r: &Reserva<'_>) -> Markup {
    html! {
        div.form-hint aria-live="polite" data-suelta=(urls::retenciones_cierre(r.clinica)) hx-post=(urls::retenciones(r.clinica))
            hx-trigger="load, change from:#prestacion" hx-include="closest form" hx-target="this" hx-swap="innerHTML" {}
    }
}

pub fn retenida(hasta: Option<NaiveTime>) -> Markup {
    match hasta {
        Some(hora) => html! { "Hora retenida para ti hasta las " (format::time(hora)) "." },
        None => html! { strong { "Otra persona está tomando esta hora." } " Al reservar verás las más cercanas." },
    }
}

/// The slot that was asked for stays first, for whoever insists with a sobrecupo.
fn otras_horas(r: &Reserva<'_>) -> Markup {
    let horas = r.alternativas.iter().map(|h| Choice::new(h.pedida(), nombre_de_hora(r, h)));
    let pedida = Choice::new(&r.form.hora, format!("{} (la pedida)", r.titulo()));
    let elegida = r.alternativas.first().map_or_else(|| r.form.hora.clone(), |h| h.pedida().to_string());
    html! {
        @if r.alternativas.is_empty() { p { "No quedan horas cerca: busca otro día." } }
        (Field::radio("hora", "Horas más cercanas", horas.chain([pedida]).collect()).value(elegida))
        @if r.form.espera.is_empty() {
            p { "¿Ninguna le acomoda? " a href=(en_espera(r)) { "Anotar en la lista de espera" } }
        }
    }
}

fn en_espera(r: &Reserva<'_>) -> String {
    let con = r.form.hora().filter(|_| !r.form.cualquiera).map(|h| h.profesional.to_string()).unwrap_or_default();
    urls::espera_nueva(r.clinica, &r.form.paciente, &r.form.prestacion, con)
}

fn nombre_de_hora(r: &Reserva<'_>, hora: &Hora) -> String {
    let cuando = local(r.zona, hora.inicio);
    let con = r.opciones.profesional(hora.profesional_id).map_or("", |p| p.nombre.as_str());
    format!("{} {} · {con}", format::date_short(cuando.date()), format::time(cuando.time()))
}

/// Who it is for: found while they are typed, or created with a name and a phone.
pub fn paciente(clinica: &str, escrito: PacienteEscrito<'_>, errores: &Errores, encontrados: &[Resumen]) -> Markup {
    let (url, falta) = (urls::cita_pacientes(clinica), errores.get("paciente"));
    html! {
        div.campo {
            label.form-label for="q" { "Paciente" }
            input.form-control.is-invalid[falta.is_some()] id="q" name="q" type="search" value=(escrito.q) autocomplete="off" autofocus
                placeholder="Nombre, RUT o teléfono" aria-describedby="q-error" hx-get=(url) hx-trigger="input changed delay:150ms"
                hx-target="#hallados" hx-swap="outerHTML" hx-sync="this:replace";
            @if let Some(error) = falta { p.campo-error id="q-error" { (error) } }
            (hallados(encontrados, escrito.elegido))
        }
        details.campo open[!escrito.nombres.is_empty()] {
            summary { "Paciente nuevo" }
            (row(html! {
                (Field::text("nuevo_nombres", "Nombres").value(escrito.nombres).error(errores.get("nuevo_nombres")).maxlength(NOMBRE_MAX))
                (Field::text("nuevo_apellido", "Apellido").value(escrito.apellido).error(errores.get("nuevo_apellido")).maxlength(NOMBRE_MAX))
                (Field::tel("nuevo_telefono", "Teléfono").value(escrito.telefono).error(errores.get("nuevo_telefono")))
            }))
        }
    }
}

/// Nobody is taken by accident for a namesake: each is chosen, or none.
pub fn tocayos(parecidos: &[Resumen], nada: &str, que: &str) -> Markup {
    form_error(
        &format!("Puede que ya esté en la clínica. {nada}"),
        html! {
            div.opciones role="radiogroup" aria-label="Pacientes parecidos" {
                @for p in parecidos { (opcion(p, false)) }
            }
            (Field::checkbox("otra_persona", &format!("Es otra persona: {que}"), false))
        },
    )
}

fn opcion(p: &Resumen, elegida: bool) -> Markup {
    html! {
        label.opcion {
            input.form-check-input type="radio" name="paciente" value=(p.id) checked[elegida];
            span { (p.nombre()) " · " (p.documento()) @if let Some(telefono) = p.telefono() { " · " (telefono) } @if p.bloqueado.is_some() { " · Bloqueado" } }
        }
    }
}

/// Who matches what is typed; a single one is already chosen, so that Enter books.
pub fn hallados(pacientes: &[Resumen], elegido: &str) -> Markup {
    let unico = pacientes.len() == 1;
    html! {
        div.opciones id="hallados" role="radiogroup" aria-label="Pacientes encontrados" aria-live="polite" {
            @for p in pacientes { (opcion(p, unico || elegido == p.id.to_string())) }
        }
    }
}

fn sobrecupo(r: &Reserva<'_>) -> Markup {
    let cuantos = r.sobrecupos.map(|s| format!(" ({} de {} ese día)", s.dados, s.maximo)).unwrap_or_default();
    html! {
        (Field::checkbox("sobrecupo", &format!("Dar la hora pedida como sobrecupo{cuantos}"), r.form.sobrecupo))
        (Field::text("sobrecupo_motivo", "Motivo del sobrecupo").value(&r.form.sobrecupo_motivo).error(r.error("sobrecupo_motivo")).maxlength(MOTIVO_MAX))
    }
}
