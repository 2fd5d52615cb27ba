//! The month: how many citas each day has, and what is left of it.

pub mod queries;
pub mod views;

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date};

/// What a date holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Cuenta {
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = Bool)]
    pub atiende: bool,
    #[diesel(sql_type = BigInt)]
    pub citas: i64,
    /// Slots of the prestación asked for; without one, minutes.
    #[diesel(sql_type = BigInt)]
    pub libres: i64,
}

/// The Monday of a date's week.
pub fn lunes(fecha: NaiveDate) -> NaiveDate {
    let dias = Days::new(fecha.weekday().num_days_from_monday().into());
    fecha.checked_sub_days(dias).unwrap_or(fecha)
}

/// The weeks that hold a date's month: their first Monday, and how many days they are.
pub fn semanas(fecha: NaiveDate) -> (NaiveDate, i32) {
    let primero = fecha.with_day(1).unwrap_or(fecha);
    let desde = lunes(primero);
    let mut dias = 28;
    let fuera =
        |dias| desde.checked_add_days(Days::new(dias)).is_none_or(|d| d > primero && d.month() != primero.month());
    while !fuera(dias) {
        dias += 7;
    }
    (desde, i32::try_from(dias).unwrap_or(42))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_mes_son_las_semanas_que_lo_contienen() {
        let dia = |texto: &str| texto.parse::<NaiveDate>().unwrap();
        for (fecha, desde, dias) in [
            ("2026-11-23", "2026-10-26", 42),
            ("2027-02-14", "2027-02-01", 28),
            ("2026-06-30", "2026-06-01", 35),
            ("2026-02-28", "2026-01-26", 35),
            ("9999-12-31", "9999-11-29", 35),
        ] {
            assert_eq!(semanas(dia(fecha)), (dia(desde), dias), "{fecha}");
        }
    }
}
