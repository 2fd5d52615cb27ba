//! What the report of a close adds up.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

#[derive(Debug, Clone, QueryableByName)]
pub struct Cierre {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub sesion_id: i64,
    #[diesel(sql_type = Text)]
    pub caja: String,
    #[diesel(sql_type = Text)]
    pub prefijo: String,
    #[diesel(sql_type = Text)]
    pub responsable: String,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Timestamptz)]
    pub abierta: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub cerrada: DateTime<Utc>,
    #[diesel(sql_type = Numeric)]
    pub apertura: Decimal,
    #[diesel(sql_type = Numeric)]
    pub diferencia_apertura: Decimal,
    #[diesel(sql_type = Numeric)]
    pub esperado: Decimal,
    #[diesel(sql_type = Numeric)]
    pub contado: Decimal,
    #[diesel(sql_type = Numeric)]
    pub diferencia: Decimal,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Numeric)]
    pub dejado: Decimal,
    #[diesel(sql_type = Integer)]
    pub impagas: i32,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub folio_desde: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub folio_hasta: Option<i64>,
    #[diesel(sql_type = BigInt)]
    pub ventas: i64,
    #[diesel(sql_type = Numeric)]
    pub exento: Decimal,
    #[diesel(sql_type = Numeric)]
    pub neto: Decimal,
    #[diesel(sql_type = Numeric)]
    pub iva: Decimal,
    #[diesel(sql_type = BigInt)]
    pub anuladas: i64,
    #[diesel(sql_type = Numeric)]
    pub total_anulado: Decimal,
}

/// A line of one of its lists.
#[derive(Debug, Clone, QueryableByName)]
pub struct Renglon {
    /// `pago`, `anulacion`, `devolucion` (by method), `movimiento`, `traspaso`, `denominacion`, `declarado`.
    #[diesel(sql_type = Text)]
    pub grupo: String,
    /// The method, the reason, the other drawer.
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = BigInt)]
    pub cantidad: i64,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
    /// Of what was declared: what was expected.
    #[diesel(sql_type = Numeric)]
    pub esperado: Decimal,
}

pub struct Informe {
    pub cierre: Cierre,
    pub renglones: Vec<Renglon>,
}

impl Informe {
    pub fn de<'a>(&'a self, grupo: &'a str) -> impl Iterator<Item = &'a Renglon> {
        self.renglones.iter().filter(move |r| r.grupo == grupo)
    }
}
