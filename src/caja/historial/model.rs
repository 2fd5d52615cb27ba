//! Rows of the list of sessions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corte {
    pub en: DateTime<Utc>,
    pub id: i64,
}

/// Opened between two instants, the end outside.
#[derive(Debug, Clone, Copy)]
pub struct Filtros {
    pub caja: Option<i64>,
    pub desde: DateTime<Utc>,
    pub hasta: DateTime<Utc>,
    pub antes: Option<Corte>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub caja: String,
    #[diesel(sql_type = Text)]
    pub responsable: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Timestamptz)]
    pub abierta: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub cerrada: Option<DateTime<Utc>>,
    /// Of the last close: counted minus expected.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub diferencia: Option<Decimal>,
    /// Of its cards, transfers and cheques: declared minus expected.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub otros: Option<Decimal>,
    #[diesel(sql_type = Nullable<Text>)]
    pub motivo: Option<String>,
}

impl EnLista {
    pub fn corte(&self) -> Corte {
        Corte { en: self.abierta, id: self.id }
    }
}

/// A drawer to filter by.
#[derive(Debug, Clone, QueryableByName)]
pub struct Opcion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
