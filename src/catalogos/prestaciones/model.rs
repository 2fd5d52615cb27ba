//! The row of a prestación.

use diesel::prelude::*;
use rust_decimal::Decimal;

use crate::schema::prestaciones;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = prestaciones)]
pub struct Prestacion {
    pub id: i64,
    pub version: i32,
    pub codigo: String,
    pub nombre: String,
    pub duracion: i16,
    pub paso: i16,
    pub antes: i16,
    pub despues: i16,
    pub precio: Decimal,
    pub moneda: String,
    pub iva: String,
    pub color: String,
    pub aviso_minimo: i32,
    pub horizonte: i16,
    pub limite_dia: Option<i16>,
    pub limite_semana: Option<i16>,
    pub limite_mes: Option<i16>,
    pub recordatorios: Option<Vec<Option<i32>>>,
    pub en_linea: bool,
    pub estado: String,
}

/// Minutes but for `horizonte`, which is days.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = prestaciones, treat_none_as_null = true)]
pub struct NuevaPrestacion {
    pub codigo: String,
    pub nombre: String,
    pub duracion: i16,
    pub paso: i16,
    pub antes: i16,
    pub despues: i16,
    pub precio: Decimal,
    pub moneda: String,
    pub iva: String,
    pub color: String,
    pub aviso_minimo: i32,
    pub horizonte: i16,
    /// Citas that one professional takes; none is no limit.
    pub limite_dia: Option<i16>,
    pub limite_semana: Option<i16>,
    pub limite_mes: Option<i16>,
    /// Hours before the cita; none is as the clinic says.
    pub recordatorios: Option<Vec<Option<i32>>>,
    /// Patients book it alone, where the clinic lets them.
    pub en_linea: bool,
    pub estado: &'static str,
}
