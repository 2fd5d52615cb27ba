//! Rows of planillas_bodega.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz};

#[derive(Debug, Clone, QueryableByName)]
pub struct Planilla {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Array<Text>)]
    pub columnas: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub ignoradas: Vec<String>,
    #[diesel(sql_type = Array<Integer>)]
    pub numeros: Vec<i32>,
    #[diesel(sql_type = Array<Text>)]
    pub textos: Vec<String>,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Integer)]
    pub insumos: i32,
    #[diesel(sql_type = Integer)]
    pub lotes: i32,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
}

/// A row of the list.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Integer)]
    pub filas: i32,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminada: Option<DateTime<Utc>>,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
}
