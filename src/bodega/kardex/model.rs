//! Lines of the kardex.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

use crate::bodega::stock::TipoMovimiento;

/// Which lines are asked for.
#[derive(Debug, Clone, Default)]
pub struct Pedido {
    pub insumo_id: i64,
    /// Older than this movement.
    pub antes: Option<i64>,
    pub deposito_id: Option<i64>,
    /// By its code.
    pub lote: Option<String>,
    pub tipo: Option<TipoMovimiento>,
    /// When they were registered; the end is outside.
    pub desde: Option<DateTime<Utc>>,
    pub hasta: Option<DateTime<Utc>>,
}

/// A line of the kardex.
#[derive(Debug, Clone, QueryableByName)]
pub struct Movimiento {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub lote: String,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub saldo: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
    #[diesel(sql_type = Text)]
    pub documento_tipo: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub documento_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub documento: String,
    #[diesel(sql_type = Date)]
    pub efectiva: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    /// It takes another back.
    #[diesel(sql_type = Bool)]
    pub reversa: bool,
    /// An entry that came by itself and nothing has taken back.
    #[diesel(sql_type = Bool)]
    pub reversable: bool,
}
