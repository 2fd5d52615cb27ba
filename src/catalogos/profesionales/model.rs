//! The row of a professional.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, SmallInt, Text};

use crate::schema::profesionales;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = profesionales)]
pub struct Profesional {
    pub id: i64,
    pub version: i32,
    pub membresia_id: Option<i64>,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub trabaja_feriados: bool,
    pub sobrecupos_maximo: i16,
    pub estado: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = profesionales, treat_none_as_null = true)]
pub struct NuevoProfesional {
    pub membresia_id: Option<i64>,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub trabaja_feriados: bool,
    pub sobrecupos_maximo: i16,
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
    pub especialidad: String,
    #[diesel(sql_type = SmallInt)]
    pub sobrecupos_maximo: i16,
    #[diesel(sql_type = Bool)]
    pub activo: bool,
    /// Where the hours of today, or those to come, are worked.
    #[diesel(sql_type = Array<Text>)]
    pub sucursales: Vec<String>,
}

/// Somebody who could sign in as a professional.
#[derive(Debug, Clone, QueryableByName)]
pub struct Persona {
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
