//! Numbers, money, dates and times as Chile writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

const DIAS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const MESES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// How an ISO 4217 currency is written: its sign and its decimals.
fn currency(moneda: &str) -> (&str, u32) {
    match moneda {
        "CLP" => ("$", 0),
        "PYG" => ("₲", 0),
        "ARS" | "MXN" | "COP" | "UYU" => ("$", 2),
        "USD" => ("US$", 2),
        "PEN" => ("S/\u{a0}", 2),
        "BOB" => ("Bs\u{a0}", 2),
        "BRL" => ("R$\u{a0}", 2),
        "EUR" => ("€\u{a0}", 2),
        _ => ("", 2),
    }
}

/// `$12.340`, `-$990`, `US$1.250,50`. A part smaller than the currency's unit is shown, never hidden by rounding.
pub fn money(monto: Decimal, moneda: &str) -> String {
    let (sign, decimals) = currency(moneda);
    let minus = if monto.is_sign_negative() && !monto.is_zero() { "-" } else { "" };
    let amount = grouped(monto.abs(), decimals);
    match sign {
        "" => format!("{minus}{moneda}\u{a0}{amount}"),
        sign => format!("{minus}{sign}{amount}"),
    }
}

/// The value of a money input: no sign of currency, no thousands, decimal comma: `12340`, `1250,5`.
pub fn money_input(monto: Decimal) -> String {
    monto.normalize().to_string().replace('.', ",")
}

/// Decimals of a currency: what a money input accepts after the comma.
pub fn decimals(moneda: &str) -> u32 {
    currency(moneda).1
}

/// `12.340`, `-1.234,5`: as many decimals as the number has, without trailing zeros.
pub fn number(valor: Decimal) -> String {
    let minus = if valor.is_sign_negative() && !valor.is_zero() { "-" } else { "" };
    format!("{minus}{}", grouped(valor.abs(), 0))
}

/// `1.204`
pub fn count(cuantos: impl Into<i64>) -> String {
    number(Decimal::from(cuantos.into()))
}

/// `512 B`, `340 kB`, `1,2 MB`: of 1.024, as the desk's own folders count.
pub fn bytes(tamano: impl Into<i64>) -> String {
    let tamano = Decimal::from(tamano.into());
    let (unit, decimals, name) = match tamano {
        small if small < Decimal::from(1_024) => (1, 0, "B"),
        middle if middle < Decimal::from(1_048_576) => (1_024, 0, "kB"),
        _ => (1_048_576, 1, "MB"),
    };
    format!("{}\u{a0}{name}", number((tamano / Decimal::from(unit)).round_dp(decimals)))
}

fn grouped(positive: Decimal, least_decimals: u32) -> String {
    let mut shown = positive.normalize();
    shown.rescale(shown.scale().max(least_decimals));
    let digits = shown.to_string();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = thousands(whole);
    if !part.is_empty() {
        text.push(',');
        text.push_str(part);
    }
    text
}

fn thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// `22-11-2026`
pub fn date(fecha: NaiveDate) -> String {
    fecha.format("%d-%m-%Y").to_string()
}

/// `2026-11-22`: the value of a date input.
pub fn date_input(fecha: NaiveDate) -> String {
    fecha.format("%Y-%m-%d").to_string()
}

/// `domingo 22 de noviembre de 2026`
pub fn date_long(fecha: NaiveDate) -> String {
    format!("{} {} de {} de {}", weekday(fecha), fecha.day(), month(fecha), fecha.year())
}

/// `dom 22 nov`
pub fn date_short(fecha: NaiveDate) -> String {
    let abbreviated = |word: &str| word.chars().take(3).collect::<String>();
    format!("{} {} {}", abbreviated(weekday(fecha)), fecha.day(), abbreviated(month(fecha)))
}

/// `domingo`
pub fn weekday(fecha: NaiveDate) -> &'static str {
    let from_monday = fecha.weekday().num_days_from_monday() as usize;
    DIAS.get(from_monday).copied().unwrap_or_default()
}

/// A set of days, the lowest bit Monday: `lun, mié, vie`, or that it is all of them.
pub fn weekdays(bits: i64) -> String {
    let corto = |dia: &str| dia.chars().take(3).collect::<String>();
    let suyos = (0..).zip(DIAS).filter(|(n, _)| bits & 1 << n != 0).map(|(_, dia)| corto(dia));
    if bits == 0b111_1111 { "todos".into() } else { suyos.collect::<Vec<_>>().join(", ") }
}

/// 1 is Monday.
pub fn weekday_number(isodow: i64) -> Option<&'static str> {
    usize::try_from(isodow - 1).ok().and_then(|n| DIAS.get(n)).copied()
}

/// `noviembre`
pub fn month(fecha: NaiveDate) -> &'static str {
    MESES.get(fecha.month0() as usize).copied().unwrap_or_default()
}

/// `09:05`
pub fn time(hora: NaiveTime) -> String {
    hora.format("%H:%M").to_string()
}

/// `22-11-2026 09:05`
pub fn date_time(momento: NaiveDateTime) -> String {
    momento.format("%d-%m-%Y %H:%M").to_string()
}

/// `45 min`, `1 h 05 min`
pub fn minutes(minutos: i64) -> String {
    match (minutos / 60, minutos % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, rest) => format!("{hours} h {rest:02} min"),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn money_is_written_as_its_currency_is() {
        assert_eq!(money(dec!(12340.00), "CLP"), "$12.340");
        assert_eq!(money(dec!(-990), "CLP"), "-$990");
        assert_eq!(money(dec!(0), "CLP"), "$0");
        assert_eq!(money(dec!(-0), "CLP"), "$0");
        assert_eq!(money(dec!(1234567), "CLP"), "$1.234.567");
        assert_eq!(money(dec!(1250.5), "USD"), "US$1.250,50");
        assert_eq!(money(dec!(-3), "GBP"), "-GBP\u{a0}3,00");
    }

    #[test]
    fn a_part_below_the_unit_is_not_hidden() {
        assert_eq!(money(dec!(10.50), "CLP"), "$10,5");
    }

    #[test]
    fn an_input_gets_digits_only() {
        assert_eq!(money_input(dec!(12340.00)), "12340");
        assert_eq!(money_input(dec!(1250.50)), "1250,5");
    }

    #[test]
    fn numbers_have_point_and_comma() {
        assert_eq!(number(dec!(1234.500)), "1.234,5");
        assert_eq!(number(dec!(-1000)), "-1.000");
        assert_eq!(count(999), "999");
        assert_eq!(count(12_345_678), "12.345.678");
    }

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        for (size, text) in
            [(1, "1 B"), (1_023, "1.023 B"), (1_024, "1 kB"), (348_160, "340 kB"), (1_258_291, "1,2 MB")]
        {
            assert_eq!(bytes(size).replace('\u{a0}', " "), text);
        }
        assert_eq!(bytes(10_485_760), "10\u{a0}MB");
    }

    #[test]
    fn dates_and_times_are_day_first_and_24_h() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let at = day.and_hms_opt(9, 5, 0).unwrap();
        assert_eq!(date(day), "22-11-2026");
        assert_eq!(date_input(day), "2026-11-22");
        assert_eq!(date_long(day), "domingo 22 de noviembre de 2026");
        assert_eq!(date_short(day), "dom 22 nov");
        assert_eq!(time(at.time()), "09:05");
        assert_eq!(date_time(at), "22-11-2026 09:05");
        assert_eq!(minutes(45), "45 min");
        assert_eq!(minutes(65), "1 h 05 min");
    }
}
