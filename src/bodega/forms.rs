//! How the forms of bodega read what may be left empty.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::values::fecha;

pub fn opcional<E>(texto: &str, leer: impl Fn(&str) -> Result<Decimal, E>) -> Result<Option<Decimal>, E> {
    if texto.trim().is_empty() { Ok(None) } else { leer(texto).map(Some) }
}

pub fn fecha_opcional(texto: &str) -> Result<Option<NaiveDate>, fecha::FechaInvalida> {
    if texto.trim().is_empty() { Ok(None) } else { fecha::parse(texto).map(Some) }
}
