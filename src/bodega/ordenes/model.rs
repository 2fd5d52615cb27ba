//! Rows of purchase orders.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::bodega::proveedores::variacion;
use crate::bodega::stock::NuevoLote;

/// As the CHECK of `ordenes_compra` writes them, and as they are said.
pub const ESTADOS: [(&str, &str); 5] = [
    ("borrador", "Borrador"),
    ("enviada", "Enviada"),
    ("parcial", "Recibida en parte"),
    ("recibida", "Recibida"),
    ("cancelada", "Cancelada"),
];

#[derive(Debug, Clone, Serialize)]
pub struct NuevaOrden {
    pub proveedor_id: i64,
    pub deposito_id: i64,
    pub moneda: String,
    pub nota: String,
    pub lineas: Vec<LineaNueva>,
}

#[derive(Debug, Clone, Serialize)]
pub struct LineaNueva {
    pub insumo_id: i64,
    pub cantidad: Decimal,
    /// Of a unit, without IVA.
    pub costo: Decimal,
}

/// A row of the list.
#[derive(Debug, Clone, QueryableByName)]
pub struct EnLista {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub proveedor: String,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub enviada: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub lineas: i64,
    #[diesel(sql_type = Numeric)]
    pub neto: Decimal,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Orden {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub proveedor_id: i64,
    #[diesel(sql_type = Text)]
    pub proveedor: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub proveedor_rut: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub sucursal: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub creada_por: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub enviada: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub enviada_por: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub cancelada: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub cancelada_por: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
}

impl Orden {
    pub fn espera_mercaderia(&self) -> bool {
        ["enviada", "parcial"].contains(&self.estado.as_str())
    }

    pub fn se_puede_cancelar(&self) -> bool {
        ["borrador", "enviada", "parcial"].contains(&self.estado.as_str())
    }
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Linea {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    #[diesel(sql_type = Numeric)]
    pub recibido: Decimal,
    /// Of the last reception from the same proveedor, in another order.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub costo_ultimo: Option<Decimal>,
}

impl Linea {
    pub fn pendiente(&self) -> Decimal {
        (self.cantidad - self.recibido).max(Decimal::ZERO)
    }

    pub fn neto(&self) -> Decimal {
        self.cantidad * self.costo
    }

    pub fn variacion(&self) -> Option<Decimal> {
        variacion(self.costo, self.costo_ultimo)
    }
}

/// An insumo that may be ordered, with what it has cost.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pedible {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub costo_ultimo: Option<Decimal>,
}

/// What a reception looks at while it holds the order.
#[derive(Debug, Clone, QueryableByName)]
pub struct OrdenBloqueada {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct PorRecibir {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub recibido: Decimal,
}

#[derive(Debug, Clone, Serialize)]
pub struct NuevaRecepcion {
    pub orden_id: i64,
    /// Of the order, as the form showed it.
    pub version: i32,
    pub documento: String,
    pub efectiva: NaiveDate,
    /// More than was ordered came, and whoever receives says so.
    pub de_mas: bool,
    pub lineas: Vec<NuevoLote>,
}

/// So much more than was ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceso {
    pub nombre: String,
    pub unidad: String,
    pub pedido: Decimal,
    /// With what had come before.
    pub llega: Decimal,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Recepcion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub orden_id: i64,
    #[diesel(sql_type = Text)]
    pub proveedor: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
    #[diesel(sql_type = Text)]
    pub documento: String,
    #[diesel(sql_type = Date)]
    pub efectiva: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub revertida: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub revertida_por: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct LineaRecepcion {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub lote: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    /// Agreed in the order.
    #[diesel(sql_type = Numeric)]
    pub costo_pactado: Decimal,
}

/// What a reversal looks at.
#[derive(Debug, Clone, QueryableByName)]
pub struct RecepcionBloqueada {
    #[diesel(sql_type = BigInt)]
    pub orden_id: i64,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    pub revertida: bool,
}
