//! Rows of insumos and of their kardex.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NuevoInsumo {
    pub codigo: String,
    pub nombre: String,
    pub unidad: String,
    pub categoria: String,
    pub minimo: Decimal,
    /// IVA inside; none for what is never sold apart.
    pub precio: Option<Decimal>,
    pub moneda: String,
    pub afecto: bool,
}

/// An insumo with what all depots together hold.
#[derive(Debug, Clone, QueryableByName)]
pub struct InsumoConStock {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub categoria: String,
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
}

impl InsumoConStock {
    pub fn bajo(&self) -> bool {
        self.cantidad < self.minimo
    }
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
}
