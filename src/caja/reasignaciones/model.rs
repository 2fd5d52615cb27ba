//! Rows of a moved allocation.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Numeric, Text, Timestamp};
use rust_decimal::Decimal;

use crate::caja::pagos::Asignacion;

/// Ready to be written: Σ asignaciones + a favor = 0.
#[derive(Debug, Clone)]
pub struct NuevaReasignacion<'a> {
    pub pago_id: i64,
    pub motivo: &'a str,
    pub asignaciones: &'a [Asignacion],
    pub a_favor: Decimal,
    pub paciente_id: i64,
}

/// Where a payment is, or may go: a sale of the patient, or none for what is in their favour.
#[derive(Debug, Clone, QueryableByName)]
pub struct Lugar {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub venta_id: Option<i64>,
    /// What the payment covers of it now.
    #[diesel(sql_type = Numeric)]
    pub cubre: Decimal,
    /// What it owes still.
    #[diesel(sql_type = Numeric)]
    pub debe: Decimal,
}

/// Something that was moved.
#[derive(Debug, Clone, QueryableByName)]
pub struct Movida {
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub en: NaiveDateTime,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = BigInt)]
    pub de: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub a: Option<i64>,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}
