//! The row of a box.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, SmallInt, Text};

use crate::schema::boxes;

#[derive(Debug, Clone, QueryableByName)]
pub struct Cuarto {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub sucursal_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = SmallInt)]
    pub capacidad: i16,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
    /// Those that need it, or another box that also allows them.
    #[diesel(sql_type = Array<BigInt>)]
    pub prestaciones: Vec<i64>,
}

/// All but the sucursal, which a box never leaves.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = boxes)]
pub struct NuevoBox {
    pub nombre: String,
    /// Citas at once.
    pub capacidad: i16,
    pub estado: &'static str,
}

/// A row of the list.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = SmallInt)]
    pub capacidad: i16,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
    #[diesel(sql_type = Array<Text>)]
    pub prestaciones: Vec<String>,
}

/// A box to choose for a prestación.
#[derive(Debug, Clone, QueryableByName)]
pub struct Eleccion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Bool)]
    pub elegido: bool,
}
