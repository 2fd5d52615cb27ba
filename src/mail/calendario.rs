//! A cita as calendars read it: one event (RFC 5545) with the method that mail gives it (RFC 5546), instants in UTC.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::values::ics::{instante, parametro, plegar, texto};

/// What is stored with the message. The words are for everybody who sees the calendar: nothing clinical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hora {
    pub inicio: DateTime<Utc>,
    pub fin: DateTime<Utc>,
    pub titulo: String,
    pub lugar: String,
    pub cancelada: bool,
}

/// The same event keeps its `uid` whatever becomes of it; of two that come, the higher `secuencia` is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendario {
    pub uid: Uuid,
    pub secuencia: i64,
    pub hora: Hora,
}

/// Name and address.
pub type Parte<'a> = (&'a str, &'a str);

impl Calendario {
    pub const fn metodo(&self) -> &'static str {
        if self.hora.cancelada { "CANCEL" } else { "REQUEST" }
    }

    /// `sello` is when it was said.
    pub fn ics(&self, sello: DateTime<Utc>, organiza: Parte<'_>, invitado: Parte<'_>) -> String {
        let estado = if self.hora.cancelada { "CANCELLED" } else { "CONFIRMED" };
        let lineas = [
            "BEGIN:VCALENDAR".into(),
            "VERSION:2.0".into(),
            "PRODID:-//Antesala//Citas//ES".into(),
            format!("METHOD:{}", self.metodo()),
            "BEGIN:VEVENT".into(),
            format!("UID:{}", self.uid),
            format!("SEQUENCE:{}", self.secuencia),
            format!("DTSTAMP:{}", instante(sello)),
            format!("DTSTART:{}", instante(self.hora.inicio)),
            format!("DTEND:{}", instante(self.hora.fin)),
            format!("SUMMARY:{}", texto(&self.hora.titulo)),
            format!("LOCATION:{}", texto(&self.hora.lugar)),
            format!("STATUS:{estado}"),
            format!("ORGANIZER;CN={}:mailto:{}", parametro(organiza.0), organiza.1),
            format!("ATTENDEE;CN={};RSVP=FALSE:mailto:{}", parametro(invitado.0), invitado.1),
            "END:VEVENT".into(),
            "END:VCALENDAR".into(),
        ];
        lineas.iter().map(|linea| plegar(linea)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendario(cancelada: bool) -> Calendario {
        let inicio: DateTime<Utc> = "2026-12-01T19:30:00Z".parse().unwrap();
        let fin = inicio + chrono::TimeDelta::minutes(30);
        let lugar = "Casa matriz, Av. Siempre Viva 742; piso 3".into();
        let hora = Hora { inicio, fin, titulo: "Hora con Elías Espinoza".into(), lugar, cancelada };
        Calendario { uid: Uuid::from_u128(7), secuencia: 2, hora }
    }

    fn ics(calendario: &Calendario) -> String {
        let sello = "2026-11-22T12:00:00Z".parse().unwrap();
        calendario.ics(sello, ("Clínica \"Norte\"", "avisos@antesala.example"), ("Peñafiel, Íñigo", "i@correo.cl"))
    }

    #[test]
    fn una_hora_se_pide_con_su_secuencia() {
        insta::assert_snapshot!(ics(&calendario(false)).replace("\r\n", "\n"), @r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Antesala//Citas//ES
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:00000000-0000-0000-0000-000000000007
        SEQUENCE:2
        DTSTAMP:20261122T120000Z
        DTSTART:20261201T193000Z
        DTEND:20261201T200000Z
        SUMMARY:Hora con Elías Espinoza
        LOCATION:Casa matriz\, Av. Siempre Viva 742\; piso 3
        STATUS:CONFIRMED
        ORGANIZER;CN="Clínica 'Norte'":mailto:avisos@antesala.example
        ATTENDEE;CN="Peñafiel, Íñigo";RSVP=FALSE:mailto:i@correo.cl
        END:VEVENT
        END:VCALENDAR
        "#);
    }

    #[test]
    fn cancelarla_nombra_la_misma() {
        let texto = ics(&calendario(true));
        for linea in ["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "UID:00000000-0000-0000-0000-000000000007\r\n"] {
            assert!(texto.contains(linea), "{texto}");
        }
    }
}
