//! Rows of a rule.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text};
use rust_decimal::Decimal;

/// What is earned of a line: a share of what was collected without IVA, or an amount for the whole line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forma {
    Porcentaje(Decimal),
    Monto(Decimal),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevaRegla {
    pub profesional_id: Option<i64>,
    pub prestacion_id: Option<i64>,
    pub forma: Forma,
    pub desde: NaiveDate,
    /// The last day; none while it goes on.
    pub hasta: Option<NaiveDate>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Regla {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub profesional: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub prestacion: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub porcentaje: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub monto: Option<Decimal>,
    #[diesel(sql_type = Date)]
    pub desde: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    pub hasta: Option<NaiveDate>,
}
