//! The hour on the wall of a schedule, in whole minutes from 00:00 to 24:00: the end of a day is not the start of the next.

use std::fmt;

use chrono::Timelike;

use super::fecha;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Muro(i16);

impl Muro {
    pub const CERO: Self = Self(0);
    pub const MEDIANOCHE: Self = Self(24 * 60);

    pub fn de(hora: i16, minuto: i16) -> Option<Self> {
        let vale = (0..24).contains(&hora) && (0..60).contains(&minuto) || (hora, minuto) == (24, 0);
        vale.then_some(Self(hora * 60 + minuto))
    }

    /// Of a start: 00:00 to 23:59.
    pub fn inicio(texto: &str) -> Option<Self> {
        let hora = fecha::parse_hora(texto).filter(|h| h.second() == 0)?;
        Self::de(i16::try_from(hora.hour()).ok()?, i16::try_from(hora.minute()).ok()?)
    }

    /// Of an end: 00:01 to 24:00. An input of type time has no 24:00, so there 00:00 says it.
    pub fn termino(texto: &str) -> Option<Self> {
        if texto.trim() == "24:00" {
            return Some(Self::MEDIANOCHE);
        }
        Self::inicio(texto).map(|muro| if muro == Self::CERO { Self::MEDIANOCHE } else { muro })
    }

    /// What an input of type time holds.
    pub fn entrada(self) -> String {
        if self == Self::MEDIANOCHE { Self::CERO.to_string() } else { self.to_string() }
    }

    /// Minutes from here to a later one.
    pub fn hasta(self, otro: Self) -> i64 {
        i64::from(otro.0 - self.0)
    }
}

/// `09:05`, `24:00`
impl fmt::Display for Muro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_medianoche_es_el_fin_del_dia_y_no_su_comienzo() {
        for texto in ["24:00", "00:00", "0:00"] {
            assert_eq!(Muro::termino(texto), Some(Muro::MEDIANOCHE), "{texto}");
        }
        assert_eq!(Muro::MEDIANOCHE.to_string(), "24:00");
        assert_eq!(Muro::MEDIANOCHE.entrada(), "00:00");
        assert_eq!(Muro::inicio("00:00"), Some(Muro::CERO));
        assert_eq!(Muro::inicio("24:00"), None);
        assert_eq!(Muro::CERO.hasta(Muro::MEDIANOCHE), 1440);
    }

    #[test]
    fn se_lee_como_se_escribe() {
        assert_eq!(Muro::inicio("9:05").map(|m| m.to_string()).as_deref(), Some("09:05"));
        for texto in ["", "25:00", "12:60", "12:00:30", "24:01", "mediodia"] {
            assert_eq!((Muro::inicio(texto), Muro::termino(texto)), (None, None), "{texto}");
        }
    }
}
