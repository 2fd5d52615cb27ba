//! A calendar as it is read: RFC 5545, the clinic's zone with the changes of its clock, one event a cita.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::model::{CitaEnCalendario, Titular};
use crate::agenda::Estado;
use crate::urls;
use crate::values::ics::{en_zona, instante, plegar, texto, zona as vtimezone};
use crate::values::texto::iniciales;

pub struct Feed<'a> {
    pub clinica_id: i32,
    pub titular: &'a Titular,
    pub zona: Tz,
    /// The dates it speaks of.
    pub desde: NaiveDate,
    pub hasta: NaiveDate,
    pub citas: &'a [CitaEnCalendario],
    pub public_url: &'a str,
}

impl Feed<'_> {
    /// The same citas give the same text, so that a calendar that has it is told so.
    pub fn ics(&self) -> String {
        let nombre = format!("{} · {}", self.titular.profesional, self.titular.clinica);
        let cabeza = [
            "BEGIN:VCALENDAR".into(),
            "VERSION:2.0".into(),
            "PRODID:-//Antesala//Agenda//ES".into(),
            "CALSCALE:GREGORIAN".into(),
            "METHOD:PUBLISH".into(),
            format!("X-WR-CALNAME:{}", texto(&nombre)),
            format!("X-WR-TIMEZONE:{}", self.zona.name()),
            "REFRESH-INTERVAL;VALUE=DURATION:PT15M".into(),
            "X-PUBLISHED-TTL:PT15M".into(),
        ];
        let eventos = self.citas.iter().flat_map(|cita| self.evento(cita));
        let lineas = cabeza.into_iter().chain(vtimezone(self.zona, self.desde, self.hasta)).chain(eventos);
        lineas.chain(["END:VCALENDAR".into()]).map(|linea| plegar(&linea)).collect()
    }

    fn evento(&self, c: &CitaEnCalendario) -> Vec<String> {
        let cae = matches!(c.estado, Estado::Cancelada | Estado::Reagendada);
        vec![
            "BEGIN:VEVENT".into(),
            format!("UID:cita-{}-{}@antesala", self.clinica_id, c.id),
            format!("SEQUENCE:{}", c.version),
            format!("DTSTAMP:{}", instante(c.estado_desde)),
            en_zona("DTSTART", self.zona, c.inicio),
            en_zona("DTEND", self.zona, c.fin),
            format!("SUMMARY:{}", texto(&iniciales(&c.paciente))),
            format!("LOCATION:{}", texto(&c.lugar)),
            format!("URL:{}{}", self.public_url, urls::cita(&self.titular.slug, c.id)),
            format!("STATUS:{}", if cae { "CANCELLED" } else { "CONFIRMED" }),
            "END:VEVENT".into(),
        ]
    }
}

/// A week back and sixty days ahead.
pub fn fechas(hoy: NaiveDate) -> (NaiveDate, NaiveDate) {
    let lejos = |dias| hoy.checked_add_signed(TimeDelta::days(dias)).unwrap_or(hoy);
    (lejos(-7), lejos(60))
}
