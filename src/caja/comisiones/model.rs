//! Rows of a settlement.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamp};
use rust_decimal::Decimal;
use serde::Serialize;

/// Two days of the clinic, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Periodo {
    pub desde: NaiveDate,
    pub hasta: NaiveDate,
}

/// What waits to be settled of one professional.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorProfesional {
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = BigInt)]
    pub lineas: i64,
    /// Without a rule that reaches them: they earn nothing and stay to be settled.
    #[diesel(sql_type = BigInt)]
    pub sin_regla: i64,
    #[diesel(sql_type = Numeric)]
    pub base: Decimal,
    #[diesel(sql_type = Numeric)]
    pub comision: Decimal,
}

/// What was collected, or given back, of a line: settled, or to be.
#[derive(Debug, Clone, QueryableByName)]
pub struct LineaComision {
    #[diesel(sql_type = BigInt)]
    pub pago_id: i64,
    #[diesel(sql_type = Text)]
    pub folio: String,
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub fecha: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    #[diesel(sql_type = Numeric)]
    pub base: Decimal,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub porcentaje: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub monto_fijo: Option<Decimal>,
    #[diesel(sql_type = Numeric)]
    pub comision: Decimal,
}

impl LineaComision {
    pub fn con_regla(&self) -> bool {
        self.porcentaje.is_some() || self.monto_fijo.is_some()
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Liquidacion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Date)]
    pub desde: NaiveDate,
    #[diesel(sql_type = Date)]
    pub hasta: NaiveDate,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Timestamp)]
    pub fecha: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub quien: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Profesional {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
