//! The row of a depósito as its list shows it.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Text};

#[derive(Debug, Clone, QueryableByName)]
pub struct DepositoEnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = BigInt)]
    pub sucursal_id: i64,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    /// The drawers that sell from it.
    #[diesel(sql_type = Array<Text>)]
    pub cajas: Vec<String>,
}
