//! The row of a drawer.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};

#[derive(Debug, Clone, QueryableByName)]
pub struct Cajon {
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
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    /// Of its receipts; it never changes, or two numbers would be one.
    #[diesel(sql_type = Text)]
    pub prefijo: String,
    #[diesel(sql_type = Bool)]
    pub activa: bool,
    /// Somebody has it open.
    #[diesel(sql_type = Bool)]
    pub abierta: bool,
}

/// It stands in the sucursal of its depósito.
#[derive(Debug, Clone)]
pub struct NuevaCaja {
    pub nombre: String,
    pub deposito_id: i64,
    /// None: the first that is free.
    pub prefijo: Option<String>,
}

#[derive(Debug, Clone)]
pub struct CambiosCaja {
    pub id: i64,
    pub version: i32,
    pub nombre: String,
    /// Of the same sucursal.
    pub deposito_id: i64,
    pub activa: bool,
}
