//! The row of a professional.

use diesel::prelude::*;

use crate::schema::profesionales;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = profesionales)]
pub struct Profesional {
    pub id: i64,
    pub version: i32,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub trabaja_feriados: bool,
    pub sobrecupos_maximo: i16,
    pub estado: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = profesionales)]
pub struct NuevoProfesional {
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub trabaja_feriados: bool,
    pub sobrecupos_maximo: i16,
    pub estado: &'static str,
}
