//! Rows of proveedores, and the prices they have charged.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text};
use rust_decimal::Decimal;

use crate::values::rut::Rut;
use crate::values::telefono;

/// Already valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoProveedor {
    pub nombre: String,
    pub rut: Option<Rut>,
    pub contacto: String,
    /// E.164.
    pub telefono: Option<String>,
    pub correo: Option<String>,
    pub archivado: bool,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Proveedor {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Nullable<Text>)]
    rut: Option<String>,
    #[diesel(sql_type = Text)]
    pub contacto: String,
    #[diesel(sql_type = Nullable<Text>)]
    telefono: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub correo: Option<String>,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
}

impl Proveedor {
    /// `76.543.210-3`; empty without one.
    pub fn rut(&self) -> String {
        self.rut.as_deref().and_then(|r| r.parse::<Rut>().ok()).map(|r| r.to_string()).unwrap_or_default()
    }

    /// As it is said; empty without one.
    pub fn telefono(&self) -> String {
        self.telefono.as_deref().map(telefono::legible).unwrap_or_default()
    }
}

/// A proveedor to choose.
#[derive(Debug, Clone, QueryableByName)]
pub struct Opcion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}

/// What an insumo cost the last time it came from somebody, beside the time before.
#[derive(Debug, Clone, QueryableByName)]
pub struct Precio {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub costo_anterior: Option<Decimal>,
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = BigInt)]
    pub orden_id: i64,
    #[diesel(sql_type = BigInt)]
    pub veces: i64,
}

impl Precio {
    /// In per cent of what it cost before, to one decimal; none the first time, or when it was free.
    pub fn variacion(&self) -> Option<Decimal> {
        variacion(self.costo, self.costo_anterior)
    }
}

pub fn variacion(costo: Decimal, anterior: Option<Decimal>) -> Option<Decimal> {
    let anterior = anterior.filter(|antes| !antes.is_zero())?;
    Some(((costo - anterior) / anterior * Decimal::ONE_HUNDRED).round_dp(1))
}
