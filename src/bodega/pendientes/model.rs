//! Rows of consumos pendientes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

use crate::bodega::stock::Documento;

/// One that waits, beside what its depot could give of it today.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pendiente {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub hay: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub venta_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
}

/// One to be settled, held.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorSaldar {
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub venta_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
}

impl PorSaldar {
    /// What consumed it: taken back, it takes this back too.
    pub fn documento(&self) -> Option<Documento> {
        self.venta_id.map(Documento::Venta).or_else(|| self.cita_id.map(Documento::Cita))
    }
}
