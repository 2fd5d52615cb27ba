//! Rows of traslados.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Solicitado,
    /// Out of its depot, and in none.
    Despachado,
    Recibido,
    Cancelado,
}

impl Estado {
    pub const TODOS: [Self; 4] = [Self::Solicitado, Self::Despachado, Self::Recibido, Self::Cancelado];

    /// As the CHECK of `traslados` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Solicitado => "solicitado",
            Self::Despachado => "despachado",
            Self::Recibido => "recibido",
            Self::Cancelado => "cancelado",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|estado| estado.codigo() == codigo)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NuevoTraslado {
    pub origen_id: i64,
    pub destino_id: i64,
    pub nota: String,
    /// An insumo at most once.
    pub lineas: Vec<NuevaLinea>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName)]
pub struct NuevaLinea {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}

/// What a step of it needs to know; held until the transaction ends.
#[derive(Debug, Clone, QueryableByName)]
pub struct Traslado {
    #[diesel(sql_type = BigInt)]
    pub origen_id: i64,
    #[diesel(sql_type = BigInt)]
    pub destino_id: i64,
    #[diesel(sql_type = Text)]
    pub estado: String,
}

impl Traslado {
    pub fn esta(&self, estado: Estado) -> bool {
        self.estado == estado.codigo()
    }
}

/// Goods that left with it, lot by lot: positive, and at what they are worth.
#[derive(Debug, Clone, QueryableByName)]
pub struct Despachado {
    #[diesel(sql_type = BigInt)]
    pub movimiento_id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    /// Of the lot, as it was bought.
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    /// At which it left: the average of its depot.
    #[diesel(sql_type = Numeric)]
    pub valor: Decimal,
}

/// How much arrived of what a movement took out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recibida {
    pub movimiento_id: i64,
    pub cantidad: Decimal,
}

/// A traslado as lists and its page show it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ficha {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub origen: String,
    #[diesel(sql_type = Text)]
    pub destino: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub despachado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub cerrado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub diferencia_id: Option<i64>,
}

impl Ficha {
    pub fn estado(&self) -> Option<Estado> {
        Estado::de_codigo(&self.estado)
    }
}

/// What was asked for, and what its depot has of it that may leave.
#[derive(Debug, Clone, QueryableByName)]
pub struct LineaPedida {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub hay: Decimal,
}
