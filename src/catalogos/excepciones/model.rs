//! A date with hours of its own.

use chrono::NaiveDate;

use crate::catalogos::Bloque;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excepcion {
    pub fecha: NaiveDate,
    pub motivo: String,
    /// None: the professional does not attend.
    pub bloques: Vec<Bloque>,
}
