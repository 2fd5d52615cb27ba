//! Rows of convenios.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Numeric, Text};
use rust_decimal::Decimal;

/// A row of the list.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
    /// Prestaciones with a price of its own.
    #[diesel(sql_type = BigInt)]
    pub precios: i64,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Convenio {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
}

/// A prestación with its price in the catalogue and in a convenio.
#[derive(Debug, Clone, QueryableByName)]
pub struct Precio {
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Numeric)]
    pub catalogo: Decimal,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
}

#[derive(Debug, Clone)]
pub struct NuevoConvenio {
    pub nombre: String,
    pub estado: &'static str,
    /// Of the prestaciones that the form showed; none: what the catalogue says.
    pub precios: Vec<(i64, Option<Decimal>)>,
}
