//! Rows of insumos.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NuevoInsumo {
    pub codigo: String,
    pub nombre: String,
    pub unidad: String,
    pub categoria: String,
    /// Of the whole clinic.
    pub minimo: Decimal,
    /// IVA inside; none for what is never sold apart.
    pub precio: Option<Decimal>,
    pub moneda: String,
    pub afecto: bool,
}

/// How an insumo comes packed: `unidades` of its unit. The unit itself, when it carries a bar code, is one named as it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Presentacion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Numeric)]
    pub unidades: Decimal,
    #[diesel(sql_type = Nullable<Text>)]
    pub barras: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevaPresentacion {
    pub nombre: String,
    pub unidades: Decimal,
    pub barras: Option<String>,
}

/// An insumo to be changed.
#[derive(Debug, Clone, QueryableByName)]
pub struct InsumoEditable {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub categoria: String,
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Text)]
    pub estado: String,
}

/// What somebody's code or scan leads to, and today in the clinic's zone.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ubicado {
    #[diesel(sql_type = Nullable<BigInt>)]
    pub insumo_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    /// The one whose bar code it was.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub presentacion_id: Option<i64>,
    #[diesel(sql_type = Date)]
    pub hoy: NaiveDate,
}

/// Which insumos a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cuales {
    #[default]
    Activos,
    /// Those with less than their minimum.
    Bajos,
    Archivados,
}

impl Cuales {
    const TODOS: [Self; 3] = [Self::Activos, Self::Bajos, Self::Archivados];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Activos => "",
            Self::Bajos => "bajos",
            Self::Archivados => "archivados",
        }
    }

    pub fn de_codigo(codigo: &str) -> Self {
        Self::TODOS.into_iter().find(|c| c.codigo() == codigo).unwrap_or_default()
    }

    /// As the CHECK of `insumos` writes it.
    pub const fn estado(self) -> &'static str {
        match self {
            Self::Activos | Self::Bajos => "activo",
            Self::Archivados => "archivado",
        }
    }
}

/// An insumo with what all depots together hold.
#[derive(Debug, Clone, QueryableByName)]
pub struct InsumoConStock {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub categoria: String,
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
    #[diesel(sql_type = Text)]
    pub estado: String,
}

/// What hangs from an insumo.
#[derive(Debug, Clone, Default, QueryableByName)]
pub struct Enlazado {
    /// `caja: 100 unidades`, as its presentaciones say.
    #[diesel(sql_type = Array<Text>)]
    pub presentaciones: Vec<String>,
    /// The prestaciones that consume it.
    #[diesel(sql_type = Array<Text>)]
    pub recetas: Vec<String>,
}

/// An insumo as its page shows it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ficha {
    #[diesel(embed)]
    pub insumo: InsumoConStock,
    #[diesel(embed)]
    pub enlazado: Enlazado,
}

impl InsumoConStock {
    pub fn activo(&self) -> bool {
        self.estado == "activo"
    }

    pub fn bajo(&self) -> bool {
        self.cantidad < self.minimo
    }
}

/// How much asks for somebody.
#[derive(Debug, Clone, QueryableByName)]
pub struct Alertas {
    /// Insumos below their minimum.
    #[diesel(sql_type = BigInt)]
    pub bajos: i64,
    #[diesel(sql_type = BigInt)]
    pub por_vencer: i64,
    #[diesel(sql_type = BigInt)]
    pub vencidos: i64,
    #[diesel(sql_type = BigInt)]
    pub pendientes: i64,
    #[diesel(sql_type = BigInt)]
    pub en_camino: i64,
}
