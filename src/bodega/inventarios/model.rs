//! Rows of counts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

/// As the CHECK of `inventarios` writes them, and as they are said.
pub const ESTADOS: [(&str, &str); 5] = [
    ("conteo", "Contando"),
    ("reconteo", "Recontando"),
    ("revision", "Por aprobar"),
    ("aprobado", "Aprobado"),
    ("anulado", "Anulado"),
];

#[derive(Debug, Clone, Serialize)]
pub struct NuevoInventario {
    pub deposito_id: i64,
    /// Empty: all of the depot.
    pub categoria: String,
    pub nota: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Inventario {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub categoria: String,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Integer)]
    pub ronda: i32,
    #[diesel(sql_type = Timestamptz)]
    pub abierto: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub abierto_por: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub terminado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub terminado_por: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    /// Labels of the round at work, and those of them that somebody has counted.
    #[diesel(sql_type = BigInt)]
    pub por_contar: i64,
    #[diesel(sql_type = BigInt)]
    pub contados: i64,
}

impl Inventario {
    pub fn se_cuenta(&self) -> bool {
        ["conteo", "reconteo"].contains(&self.estado.as_str())
    }

    pub fn abierto(&self) -> bool {
        self.se_cuenta() || self.estado == "revision"
    }
}

/// What a step looks at while it holds the count.
#[derive(Debug, Clone, QueryableByName)]
pub struct InventarioBloqueado {
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = Text)]
    pub categoria: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Integer)]
    pub ronda: i32,
    /// Today in the clinic's zone.
    #[diesel(sql_type = Date)]
    pub hoy: NaiveDate,
}

impl InventarioBloqueado {
    pub fn se_cuenta(&self) -> bool {
        ["conteo", "reconteo"].contains(&self.estado.as_str())
    }
}

/// What is read on a shelf, for whoever counts: nothing of what the books say stands here.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorContar {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub insumo_codigo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    /// Somebody has, in this round.
    #[diesel(sql_type = Bool)]
    pub contado: bool,
}

/// A line of the person who looks.
#[derive(Debug, Clone, QueryableByName)]
pub struct Propia {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub lote_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    /// Another of theirs has taken its place.
    #[diesel(sql_type = Bool)]
    pub reemplazada: bool,
}

/// What a person counted of a label.
#[derive(Debug, Clone, Serialize)]
pub struct Anotacion {
    pub inventario_id: i64,
    pub lote_id: i64,
    pub cantidad: Decimal,
    /// Their line that was wrong.
    pub reemplaza: Option<i64>,
}

/// A lot on the shelf that nobody listed, and how much of it.
#[derive(Debug, Clone, Serialize)]
pub struct Hallazgo {
    pub inventario_id: i64,
    pub insumo_id: i64,
    pub codigo: String,
    pub caduca: Option<NaiveDate>,
    /// Of a unit; none: at the average.
    pub costo: Option<Decimal>,
    pub cantidad: Decimal,
}

/// A label as a step needs it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Etiqueta {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Integer)]
    pub ronda: i32,
}

/// What the books have of a label, and the last movimiento that made it so.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLibros {
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub movimiento_id: Option<i64>,
}

/// A label with what was counted of it, for whoever approves.
#[derive(Debug, Clone, QueryableByName)]
pub struct Resultado {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Bool)]
    pub hallado: bool,
    #[diesel(sql_type = Numeric)]
    pub teorico: Decimal,
    /// None: nobody counted it.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub contado: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub en_libros: Option<Decimal>,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    #[diesel(sql_type = Text)]
    pub quienes: String,
}

impl Resultado {
    /// What moved between the snapshot and the moment it was counted.
    pub fn movido(&self) -> Decimal {
        self.en_libros.map_or(Decimal::ZERO, |libros| libros - self.teorico)
    }

    pub fn diferencia(&self) -> Option<Decimal> {
        Some(self.contado? - self.en_libros?)
    }
}

/// A label that was counted, as its adjustment needs it.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorAjustar {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub costo: Option<Decimal>,
    #[diesel(sql_type = Numeric)]
    pub contado: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub movimiento_id: Option<i64>,
}
