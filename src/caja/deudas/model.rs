//! Rows of what is owed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

/// Somebody who owes: a patient with all their sales, or one sale to nobody known.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deudor {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub paciente_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// The oldest sale, which is where the next page goes on from.
    #[diesel(sql_type = BigInt)]
    pub primera: i64,
    #[diesel(sql_type = Timestamptz)]
    pub desde: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub ventas: i64,
    #[diesel(sql_type = Numeric)]
    pub debe: Decimal,
    /// Of it, what is 30 days old or less, 60 or less, 90 or less, and more.
    #[diesel(sql_type = Numeric)]
    pub a30: Decimal,
    #[diesel(sql_type = Numeric)]
    pub a60: Decimal,
    #[diesel(sql_type = Numeric)]
    pub a90: Decimal,
    #[diesel(sql_type = Numeric)]
    pub mas: Decimal,
    /// Of everybody who is looked for, on this page or another.
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
}

/// Of whom a page is, with what the form needs of them.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deudora {
    /// Who lives, of a merge.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// Who else may pay for them.
    #[diesel(sql_type = diesel::sql_types::Array<Text>)]
    pub pagadores: Vec<String>,
    /// The session in which the person who looks may charge; none without a drawer open.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub mi_sesion: Option<i64>,
}

/// A sale with a balance.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deuda {
    #[diesel(sql_type = BigInt)]
    pub venta_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub emitida: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub detalle: String,
    #[diesel(sql_type = Integer)]
    pub dias: i32,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub debe: Decimal,
}
