//! iCalendar (RFC 5545) as text: its lines, its escapes, and a zone with the changes of its clock.

use chrono::{DateTime, Days, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// Octets of a line without its end (3.1).
pub const ANCHO: usize = 75;
const LOCAL: &str = "%Y%m%dT%H%M%S";
/// The change before a date that a calendar may ask about: zones that change do so every year.
const ANTES: Days = Days::new(400);

pub fn instante(instante: DateTime<Utc>) -> String {
    instante.format("%Y%m%dT%H%M%SZ").to_string()
}

/// `DTSTART;TZID=America/Santiago:20261123T090000`. The second of two equal hours has no such form, and stands in UTC.
pub fn en_zona(nombre: &str, zona: Tz, cuando: DateTime<Utc>) -> String {
    let local = cuando.with_timezone(&zona).naive_local();
    if zona.from_local_datetime(&local).earliest().is_some_and(|primera| primera.to_utc() == cuando) {
        format!("{nombre};TZID={}:{}", zona.name(), local.format(LOCAL))
    } else {
        format!("{nombre}:{}", instante(cuando))
    }
}

pub fn texto(valor: &str) -> String {
    let mut escapado = String::with_capacity(valor.len());
    for letra in valor.chars() {
        match letra {
            '\\' | ';' | ',' => escapado.extend(['\\', letra]),
            '\n' => escapado.push_str("\\n"),
            _ if letra.is_control() => {}
            _ => escapado.push(letra),
        }
    }
    escapado
}

/// Quoted, and a quote has no escape there.
pub fn parametro(valor: &str) -> String {
    format!("\"{}\"", valor.replace('"', "'").replace(char::is_control, " "))
}

/// Longer lines go on after a space on the next one; no letter is cut in two.
pub fn plegar(linea: &str) -> String {
    let mut plegada = String::with_capacity(linea.len() + 8);
    let mut octetos = 0;
    for letra in linea.chars() {
        if octetos + letra.len_utf8() > ANCHO {
            plegada.push_str("\r\n ");
            octetos = 1;
        }
        plegada.push(letra);
        octetos += letra.len_utf8();
    }
    plegada + "\r\n"
}

/// The zone between two dates: each change of its clock by itself, because its law changes more often than calendars learn.
pub fn zona(zona: Tz, desde: NaiveDate, hasta: NaiveDate) -> Vec<String> {
    let cambios = cambios(zona, desde, hasta);
    let tramos: Vec<String> = if cambios.is_empty() {
        let fijo = Corrimiento::en(zona, instante_de(desde));
        fijo.tramo("19700101T000000", fijo.total)
    } else {
        cambios.iter().flat_map(|cambio| de_un_cambio(zona, *cambio)).collect()
    };
    let cabeza = ["BEGIN:VTIMEZONE".into(), format!("TZID:{}", zona.name())];
    cabeza.into_iter().chain(tramos).chain(["END:VTIMEZONE".into()]).collect()
}

struct Corrimiento {
    total: TimeDelta,
    verano: bool,
    nombre: String,
}

impl Corrimiento {
    fn en(zona: Tz, cuando: DateTime<Utc>) -> Self {
        let offset = zona.offset_from_utc_datetime(&cuando.naive_utc());
        let total = TimeDelta::seconds(offset.fix().local_minus_utc().into());
        let nombre = offset.abbreviation().map_or_else(|| signo(total), str::to_owned);
        Self { total, verano: !offset.dst_offset().is_zero(), nombre }
    }

    /// What holds from `inicio` on, in the wall time of before.
    fn tramo(&self, inicio: &str, antes: TimeDelta) -> Vec<String> {
        let que = if self.verano { "DAYLIGHT" } else { "STANDARD" };
        vec![
            format!("BEGIN:{que}"),
            format!("DTSTART:{inicio}"),
            format!("TZOFFSETFROM:{}", signo(antes)),
            format!("TZOFFSETTO:{}", signo(self.total)),
            format!("TZNAME:{}", self.nombre),
            format!("END:{que}"),
        ]
    }
}

fn de_un_cambio(zona: Tz, cambio: DateTime<Utc>) -> Vec<String> {
    let antes = Corrimiento::en(zona, cambio - TimeDelta::seconds(1)).total;
    let inicio = (cambio.naive_utc() + antes).format(LOCAL).to_string();
    Corrimiento::en(zona, cambio).tramo(&inicio, antes)
}

fn signo(corrimiento: TimeDelta) -> String {
    let minutos = corrimiento.num_minutes();
    format!("{}{:02}{:02}", if minutos < 0 { '-' } else { '+' }, minutos.abs() / 60, minutos.abs() % 60)
}

fn instante_de(fecha: NaiveDate) -> DateTime<Utc> {
    fecha.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The last change before `desde`, and all until `hasta`.
fn cambios(zona: Tz, desde: NaiveDate, hasta: NaiveDate) -> Vec<DateTime<Utc>> {
    let primero = desde.checked_sub_days(ANTES).unwrap_or(desde);
    let dias = primero.iter_days().take_while(|dia| *dia <= hasta).map(instante_de);
    let todos: Vec<_> = dias.filter_map(|dia| cambio_entre(zona, dia, dia + TimeDelta::days(1))).collect();
    let previos = todos.iter().filter(|cambio| **cambio < instante_de(desde)).count();
    todos.into_iter().skip(previos.saturating_sub(1)).collect()
}

fn cambio_entre(zona: Tz, desde: DateTime<Utc>, hasta: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let en = |cuando: DateTime<Utc>| zona.offset_from_utc_datetime(&cuando.naive_utc()).fix();
    let (mut antes, mut despues) = (desde, hasta);
    if en(antes) == en(despues) {
        return None;
    }
    while despues - antes > TimeDelta::seconds(1) {
        let medio = antes + TimeDelta::seconds((despues - antes).num_seconds() / 2);
        if en(medio) == en(desde) { antes = medio } else { despues = medio }
    }
    Some(despues)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dia(texto: &str) -> NaiveDate {
        texto.parse().unwrap()
    }

    #[test]
    fn un_texto_no_abre_otra_linea() {
        assert_eq!(texto("a\r\nEND:VEVENT; b, c\\"), "a\\nEND:VEVENT\\; b\\, c\\\\");
        assert_eq!(parametro("a\r\n\"b\""), "\"a  'b'\"");
    }

    #[test]
    fn santiago_cambia_a_medianoche() {
        let texto = zona(Tz::America__Santiago, dia("2026-03-30"), dia("2026-10-01")).join("\n");
        insta::assert_snapshot!(texto, @r"
        BEGIN:VTIMEZONE
        TZID:America/Santiago
        BEGIN:DAYLIGHT
        DTSTART:20250907T000000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0300
        TZNAME:-0300
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20260405T000000
        TZOFFSETFROM:-0300
        TZOFFSETTO:-0400
        TZNAME:-0400
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20260906T000000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0300
        TZNAME:-0300
        END:DAYLIGHT
        END:VTIMEZONE
        ");
    }

    #[test]
    fn punta_arenas_no_cambia_y_rapa_nui_si() {
        let fija = zona(Tz::America__Punta_Arenas, dia("2026-03-30"), dia("2026-10-01"));
        assert_eq!(fija.iter().filter(|l| l.starts_with("DTSTART")).collect::<Vec<_>>(), ["DTSTART:19700101T000000"]);
        assert!(fija.contains(&"TZOFFSETTO:-0300".into()) && fija.contains(&"BEGIN:STANDARD".into()));
        let isla = zona(Tz::Pacific__Easter, dia("2026-03-30"), dia("2026-06-01"));
        assert!(isla.contains(&"DTSTART:20260404T220000".into()), "{isla:?}");
    }

    #[test]
    fn la_segunda_de_dos_horas_iguales_va_en_utc() {
        let escrita = |instante: &str| en_zona("DTSTART", Tz::America__Santiago, instante.parse().unwrap());
        assert_eq!(escrita("2026-04-05T02:30:00Z"), "DTSTART;TZID=America/Santiago:20260404T233000");
        assert_eq!(escrita("2026-04-05T03:30:00Z"), "DTSTART:20260405T033000Z");
        assert_eq!(escrita("2026-09-06T04:00:00Z"), "DTSTART;TZID=America/Santiago:20260906T010000");
    }

    proptest! {
        #[test]
        fn ninguna_linea_pasa_de_75_octetos_ni_se_pierde(linea in "[a-zñé€🙂 ]{0,300}") {
            let plegada = plegar(&linea);
            prop_assert!(plegada.split("\r\n").all(|l| l.len() <= ANCHO));
            prop_assert_eq!(plegada.strip_suffix("\r\n").map(|l| l.replace("\r\n ", "")), Some(linea));
        }
    }
}
