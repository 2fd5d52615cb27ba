//! Dates and hours as es-CL writes them, and ages.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime};

/// Years a date of the desk can have: whoever was born, and whatever expires.
const ANIOS: std::ops::RangeInclusive<i32> = 1880..=2199;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FechaInvalida {
    Vacia,
    Formato,
    /// Well written, but the calendar has no such day: 31-02-2026.
    NoExiste,
    FueraDeRango,
}

/// Reads `22-11-2026`, `22/11/2026`, `2-1-2026` and the ISO `2026-11-22` of a date input. The year is whole:
/// two digits are refused, not guessed.
pub fn parse(texto: &str) -> Result<NaiveDate, FechaInvalida> {
    let texto = texto.trim();
    if texto.is_empty() {
        return Err(FechaInvalida::Vacia);
    }
    let (anio, mes, dia) = partes(texto).ok_or(FechaInvalida::Formato)?;
    if !ANIOS.contains(&anio) {
        return Err(FechaInvalida::FueraDeRango);
    }
    NaiveDate::from_ymd_opt(anio, mes, dia).ok_or(FechaInvalida::NoExiste)
}

/// Of an instant that came in an address: a calendar of software holds dates that a table does not.
pub fn en_rango(fecha: NaiveDate) -> bool {
    ANIOS.contains(&fecha.year())
}

/// `2026-11-22`, as a date input and a URL want it.
pub fn iso(fecha: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", fecha.year(), fecha.month(), fecha.day())
}

/// Reads `9:05`, `09:05` and the `09:05:00` some time inputs send.
pub fn parse_hora(texto: &str) -> Option<NaiveTime> {
    let mut partes = texto.trim().split(':');
    let hora = cifras(partes.next()?, 1..=2)?;
    let minuto = cifras(partes.next()?, 2..=2)?;
    let segundo = partes.next().map_or(Some(0), |segundo| cifras(segundo, 2..=2))?;
    if partes.next().is_some() { None } else { NaiveTime::from_hms_opt(hora, minuto, segundo) }
}

fn partes(texto: &str) -> Option<(i32, u32, u32)> {
    let separador = if texto.contains('/') { '/' } else { '-' };
    let mut trozos = texto.split(separador);
    let (a, b, c) = (trozos.next()?, trozos.next()?, trozos.next()?);
    if trozos.next().is_some() {
        return None;
    }
    let es_iso = separador == '-' && a.len() == 4;
    let (anio, mes, dia) = if es_iso { (a, b, c) } else { (c, b, a) };
    Some((i32::try_from(cifras(anio, 4..=4)?).ok()?, cifras(mes, 1..=2)?, cifras(dia, 1..=2)?))
}

fn cifras(texto: &str, largo: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let valido = largo.contains(&texto.len()) && texto.bytes().all(|b| b.is_ascii_digit());
    valido.then(|| texto.parse().ok()).flatten()
}

/// Completed years, months over them and days over those. Born on 29 February one turns a year older on
/// 1 March of common years, as PostgreSQL's `age` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edad {
    pub anios: u32,
    pub meses: u32,
    pub dias: u32,
}

impl Edad {
    /// The age on a day; none before birth.
    pub fn new(nacimiento: NaiveDate, hoy: NaiveDate) -> Option<Self> {
        let dias_desde = |desde: NaiveDate| u32::try_from((hoy - desde).num_days()).ok();
        dias_desde(nacimiento)?;
        let mes = |fecha: NaiveDate| fecha.year() * 12 + fecha.month0().cast_signed();
        let incompleto = hoy.day() < nacimiento.day();
        let meses = u32::try_from(mes(hoy) - mes(nacimiento) - i32::from(incompleto)).ok()?;
        let cumplido = mes_cumplido(nacimiento, meses)?;
        Some(Self { anios: meses / 12, meses: meses % 12, dias: dias_desde(cumplido)? })
    }
}

/// The day on which the `meses`-th month was completed: the same day, or the 1st when that month lacks it.
fn mes_cumplido(nacimiento: NaiveDate, meses: u32) -> Option<NaiveDate> {
    let fecha = nacimiento.checked_add_months(chrono::Months::new(meses))?;
    if fecha.day() == nacimiento.day() { Some(fecha) } else { fecha.succ_opt() }
}

/// In years; below two years in months, below one month in days.
impl fmt::Display for Edad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meses = self.anios * 12 + self.meses;
        let (n, uno, varios) = match meses {
            0 => (self.dias, "día", "días"),
            1..24 => (meses, "mes", "meses"),
            _ => (self.anios, "año", "años"),
        };
        write!(f, "{n} {}", if n == 1 { uno } else { varios })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;

    fn dia(texto: &str) -> NaiveDate {
        parse(texto).expect(texto)
    }

    #[test]
    fn lee_las_formas_de_chile_y_la_del_navegador() {
        for texto in ["22-11-2026", "22/11/2026", "2026-11-22", " 22-11-2026 "] {
            assert_eq!(parse(texto), Ok(NaiveDate::from_ymd_opt(2026, 11, 22).expect("fecha")), "{texto}");
        }
        assert_eq!(dia("2/1/2026"), dia("02-01-2026"));
        assert_eq!(iso(dia("02-01-2026")), "2026-01-02");
    }

    #[test]
    fn rechaza_las_demas() {
        use FechaInvalida::*;
        for (texto, error) in [
            ("", Vacia),
            ("hoy", Formato),
            ("22-11-26", Formato),
            ("22-11", Formato),
            ("2026/11/22", Formato),
            ("22-11-2026-1", Formato),
            ("22-11/2026", Formato),
            ("022-11-2026", Formato),
            ("+2-11-2026", Formato),
            ("31-02-2026", NoExiste),
            ("29-02-2025", NoExiste),
            ("2026-13-01", NoExiste),
            ("00-01-2026", NoExiste),
            ("01-01-1026", FueraDeRango),
            ("01-01-9999", FueraDeRango),
        ] {
            assert_eq!(parse(texto), Err(error), "{texto}");
        }
    }

    #[test]
    fn lee_horas_de_veinticuatro() {
        for texto in ["9:05", "09:05", "09:05:00"] {
            assert_eq!(parse_hora(texto), NaiveTime::from_hms_opt(9, 5, 0), "{texto}");
        }
        for texto in ["", "9", "9:5", "24:00", "12:60", "9:05 pm", "12:00:00:00", "009:05"] {
            assert_eq!(parse_hora(texto), None, "{texto}");
        }
    }

    #[test]
    fn la_edad_se_dice_como_en_el_box() {
        let hoy = dia("22-11-2026");
        for (nacimiento, dicho) in [
            ("22-11-2026", "0 días"),
            ("21-11-2026", "1 día"),
            ("23-10-2026", "30 días"),
            ("22-10-2026", "1 mes"),
            ("22-11-2025", "12 meses"),
            ("23-11-2024", "23 meses"),
            ("22-11-2024", "2 años"),
            ("23-11-1992", "33 años"),
        ] {
            let edad = Edad::new(dia(nacimiento), hoy).expect(nacimiento);
            assert_eq!(edad.to_string(), dicho, "{nacimiento}");
        }
        assert_eq!(Edad::new(dia("23-11-2026"), hoy), None);
    }

    #[test]
    fn el_29_de_febrero_cumple_el_1_de_marzo() {
        let nacimiento = dia("29-02-2004");
        let anios = |hoy: &str| Edad::new(nacimiento, dia(hoy)).map(|edad| edad.anios);
        assert_eq!(anios("28-02-2022"), Some(17));
        assert_eq!(anios("01-03-2022"), Some(18));
        assert_eq!(anios("29-02-2024"), Some(20));
    }

    fn cualquiera() -> impl Strategy<Value = NaiveDate> {
        (0_i64..110_000).prop_map(|dias| dia("01-01-1880") + Duration::days(dias))
    }

    proptest! {
        #[test]
        fn va_y_vuelve(fecha in cualquiera()) {
            prop_assert_eq!(parse(&fecha.format("%d-%m-%Y").to_string()), Ok(fecha));
            prop_assert_eq!(parse(&iso(fecha)), Ok(fecha));
        }

        #[test]
        fn la_edad_nunca_retrocede(nacimiento in cualquiera(), dias in 0_i64..40_000) {
            let hoy = nacimiento + Duration::days(dias);
            let edad = Edad::new(nacimiento, hoy).expect("edad");
            prop_assert!(edad.meses < 12 && edad.dias <= 31);
            prop_assert!(Edad::new(nacimiento, hoy + Duration::days(1)).expect("edad") > edad);
            prop_assert_eq!(Some(edad.anios), hoy.years_since(nacimiento));
        }

        #[test]
        fn ningun_texto_lo_hace_caer(texto in "[0-9/:-]{0,12}") {
            if let Ok(fecha) = parse(&texto) {
                prop_assert_eq!(parse(&iso(fecha)), Ok(fecha));
            }
            parse_hora(&texto);
        }
    }
}
