//! Rows of what there was on a day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text};
use rust_decimal::Decimal;

/// Which date of a movement counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Segun {
    /// When it was written down: what the books said at the end of that day.
    #[default]
    Registro,
    /// When it happened, as its document says, whenever it was written down.
    Documento,
}

impl Segun {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Registro => "registro",
            Self::Documento => "documento",
        }
    }

    pub fn de_codigo(codigo: &str) -> Self {
        if codigo == Self::Documento.codigo() { Self::Documento } else { Self::Registro }
    }
}

/// What is asked: a day, its end as an instant, and where.
#[derive(Debug, Clone)]
pub struct Corte {
    pub dia: NaiveDate,
    pub fin: DateTime<Utc>,
    pub segun: Segun,
    pub deposito_id: Option<i64>,
    /// The last row of the page before.
    pub desde: (String, i64),
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Existente {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    /// At the average cost that each depot had by then.
    #[diesel(sql_type = Numeric)]
    pub valor: Decimal,
    /// Of all insumos, whatever page this is.
    #[diesel(sql_type = Numeric)]
    pub total: Decimal,
}
