//! Rows of a note of credit.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text, Timestamp};
use rust_decimal::Decimal;

/// A line ready to be credited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineaAcreditada {
    pub venta_linea_id: i64,
    pub afecto: bool,
    pub monto: Decimal,
    pub iva: Decimal,
}

/// The whole document, its arithmetic done.
#[derive(Debug, Clone)]
pub struct NuevaNota<'a> {
    pub venta_id: i64,
    pub devolucion_id: i64,
    pub motivo: &'a str,
    pub aprobado_por: i64,
    pub lineas: &'a [LineaAcreditada],
}

impl NuevaNota<'_> {
    pub fn exento(&self) -> Decimal {
        self.lineas.iter().filter(|l| !l.afecto).map(|l| l.monto).sum()
    }

    pub fn iva(&self) -> Decimal {
        self.lineas.iter().map(|l| l.iva).sum()
    }

    pub fn total(&self) -> Decimal {
        self.lineas.iter().map(|l| l.monto).sum()
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Nota {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub prefijo: String,
    #[diesel(sql_type = BigInt)]
    pub folio: i64,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    /// In the clinic's zone.
    #[diesel(sql_type = Timestamp)]
    pub fecha: NaiveDateTime,
    #[diesel(sql_type = BigInt)]
    pub venta_id: i64,
    #[diesel(sql_type = BigInt)]
    pub devolucion_id: i64,
    #[diesel(sql_type = Text)]
    pub pagador: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub exento: Decimal,
    #[diesel(sql_type = Numeric)]
    pub neto: Decimal,
    #[diesel(sql_type = Numeric)]
    pub iva: Decimal,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Text)]
    pub aprobo: String,
}

impl Nota {
    pub fn numero(&self) -> String {
        format!("{}-{}", self.prefijo, self.folio)
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct LineaDeNota {
    #[diesel(sql_type = Text)]
    pub descripcion: String,
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
    #[diesel(sql_type = Numeric)]
    pub monto: Decimal,
}
