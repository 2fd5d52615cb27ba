//! Rows of documents, and what each kind of them may do.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamptz};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::bodega::stock::{Documento, TipoMovimiento};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TipoDocumento {
    /// Given to somebody, or used for something that is no cita.
    Salida,
    /// Broken, lost, expired.
    Merma,
    /// What the shelf has against what the books say.
    Ajuste,
    /// Back to the supplier.
    Devolucion,
}

impl TipoDocumento {
    pub const TODOS: [Self; 4] = [Self::Salida, Self::Merma, Self::Devolucion, Self::Ajuste];

    /// As the CHECK of `documentos_bodega` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Salida => "salida",
            Self::Merma => "merma",
            Self::Ajuste => "ajuste",
            Self::Devolucion => "devolucion",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|tipo| tipo.codigo() == codigo)
    }

    pub const fn movimiento(self) -> TipoMovimiento {
        match self {
            Self::Salida | Self::Devolucion => TipoMovimiento::Salida,
            Self::Merma => TipoMovimiento::Merma,
            Self::Ajuste => TipoMovimiento::Ajuste,
        }
    }

    pub const fn documento(self, id: i64) -> Documento {
        match self {
            Self::Salida => Documento::Salida(id),
            Self::Merma => Documento::Merma(id),
            Self::Ajuste => Documento::Ajuste(id),
            Self::Devolucion => Documento::Devolucion(id),
        }
    }

    /// Expired lots leave by merma or back to the supplier; a count may find that they are not there.
    pub const fn admite_vencidos(self) -> bool {
        !matches!(self, Self::Salida)
    }

    pub const fn pide_destino(self) -> bool {
        matches!(self, Self::Salida | Self::Devolucion)
    }

    pub const fn pide_motivo(self) -> bool {
        !matches!(self, Self::Salida)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NuevoDocumento {
    pub tipo: TipoDocumento,
    pub deposito_id: i64,
    pub destino: String,
    pub motivo: String,
    pub papel: String,
    pub efectiva: NaiveDate,
    pub lineas: Vec<LineaPedida>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineaPedida {
    pub insumo_id: i64,
    /// The code of the lot to take from or add to; none is FEFO.
    pub lote: Option<String>,
    /// Negative leaves; only an ajuste adds.
    pub cantidad: Decimal,
}

/// A lot that a line may move. Its existencia is held, so nobody else does.
#[derive(Debug, Clone, QueryableByName)]
pub struct Lote {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Timestamptz)]
    pub recibido: DateTime<Utc>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}

/// A document as lists and its page show it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ficha {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub tipo: String,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub destino: String,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Text)]
    pub papel: String,
    #[diesel(sql_type = Date)]
    pub efectiva: NaiveDate,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub reversado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub reversa_motivo: String,
}

/// What a document moved; its reversals are not among it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Linea {
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
}

/// The entry of a lot that came by itself, to be taken back.
#[derive(Debug, Clone, QueryableByName)]
pub struct EntradaSuelta {
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub lote: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}
