//! How the forms of bodega read what may be left empty, and codes.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::values::{fecha, gs1};

pub fn opcional<E>(texto: &str, leer: impl Fn(&str) -> Result<Decimal, E>) -> Result<Option<Decimal>, E> {
    if texto.trim().is_empty() { Ok(None) } else { leer(texto).map(Some) }
}

pub fn fecha_opcional(texto: &str) -> Result<Option<NaiveDate>, fecha::FechaInvalida> {
    if texto.trim().is_empty() { Ok(None) } else { fecha::parse(texto).map(Some) }
}

/// As `presentaciones.barras` keeps it: a GTIN as fourteen digits, or a code of the clinic's own.
pub fn codigo_de_barras(texto: &str) -> String {
    gs1::gtin(texto).unwrap_or_else(|| texto.trim().to_uppercase())
}
