//! Rows of bodega, and its refusals in Spanish.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::error::{DESBORDE, Rechazo};

/// Name of the constraint, and what the person reads.
const REGLAS: &[(&str, &str)] = &[
    ("insumos_codigo_unico", "Ya hay un insumo con ese código."),
    ("insumos_codigo_lleno", "Escribe el código."),
    ("insumos_nombre_lleno", "Escribe el nombre."),
    ("insumos_unidad_llena", "Escribe la unidad."),
    ("insumos_minimo", "El mínimo no puede ser negativo."),
    ("insumos_precio", "El precio no puede ser negativo."),
    ("lotes_codigo_lleno", "Escribe el código del lote."),
    ("lotes_costo", "El costo no puede ser negativo."),
    ("lotes_no_negativos", "Esa cantidad dejaría el lote bajo cero."),
    ("existencias_no_negativas", "Esa cantidad dejaría las existencias bajo cero."),
    ("existencias_insumo", "Ese insumo no existe."),
    ("existencias_deposito", "Ese depósito no existe."),
    (DESBORDE, "Con eso la suma pasa de lo que se puede anotar: revisa los números."),
    ("recetas_cantidad", "La cantidad debe ser mayor que cero."),
];

pub fn mensaje(rechazo: &Rechazo) -> Option<&'static str> {
    rechazo.mensaje(REGLAS)
}

/// Where goods are kept.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deposito {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}

/// Goods that come in, as one lot.
#[derive(Debug, Clone, Serialize)]
pub struct NuevaEntrada {
    pub deposito_id: i64,
    pub insumo_id: i64,
    pub lote: String,
    pub caduca: Option<NaiveDate>,
    pub cantidad: Decimal,
    pub costo: Decimal,
    /// Invoice or dispatch number.
    pub documento: String,
    /// What the paper says; the kardex runs in order of registration.
    pub efectiva: NaiveDate,
}

/// An insumo as a sale needs it: to be sold, consumed by the recipe, or both.
#[derive(Debug, Clone, QueryableByName)]
pub struct InsumoPedido {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub precio: Option<Decimal>,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Bool)]
    pub afecto: bool,
    #[diesel(sql_type = Text)]
    pub estado: String,
    /// What the recipe asks for; zero when it does not.
    #[diesel(sql_type = Numeric)]
    pub receta: Decimal,
    /// What the depot has of it, in all its lots.
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    /// What the clinic's other depots have of it. They are not held.
    #[diesel(sql_type = Numeric)]
    pub en_otros: Decimal,
    /// Below it the whole clinic has too little.
    #[diesel(sql_type = Numeric)]
    pub minimo: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo_promedio: Decimal,
}

impl InsumoPedido {
    /// None when it cannot be sold apart.
    pub fn precio_de_venta(&self) -> Option<Decimal> {
        self.precio.filter(|_| self.estado == "activo")
    }

    /// Taking `salida` crosses the minimum: what is already below it is no news.
    pub fn baja_del_minimo(&self, salida: Decimal) -> bool {
        let hay = self.cantidad + self.en_otros;
        self.estado == "activo" && hay >= self.minimo && hay - salida < self.minimo
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct LoteUsable {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Timestamptz)]
    pub recibido: DateTime<Utc>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}

/// Why goods leave, as far as a sale is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TipoSalida {
    Salida,
    Consumo,
}

impl TipoSalida {
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Salida => "salida",
            Self::Consumo => "consumo",
        }
    }
}

/// One line of the kardex to be written: `cantidad` leaves, so it is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoMovimiento {
    pub insumo_id: i64,
    pub lote_id: i64,
    pub tipo: TipoSalida,
    pub cantidad: Decimal,
    pub saldo: Decimal,
    pub costo_promedio: Decimal,
}

/// What a sale takes out of a depot.
#[derive(Debug)]
pub struct Salida<'a> {
    pub deposito_id: i64,
    pub venta_id: i64,
    pub efectiva: NaiveDate,
    pub movimientos: &'a [NuevoMovimiento],
}

/// What a recipe needed and no lot could give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoConsumoPendiente {
    pub insumo_id: i64,
    pub cantidad: Decimal,
}
