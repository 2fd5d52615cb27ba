//! A report as a file, and how far it got.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};

use crate::error::{AppResult, interno};
use crate::reportes::archivo::Formato;
use crate::reportes::catalogo;
use crate::reportes::definicion::Reporte;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estado {
    Directa,
    Pendiente,
    Corriendo,
    Lista,
    Cancelada,
    Fallida,
    Vencida,
}

impl Estado {
    const TODOS: [Self; 7] =
        [Self::Directa, Self::Pendiente, Self::Corriendo, Self::Lista, Self::Cancelada, Self::Fallida, Self::Vencida];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Directa => "directa",
            Self::Pendiente => "pendiente",
            Self::Corriendo => "corriendo",
            Self::Lista => "lista",
            Self::Cancelada => "cancelada",
            Self::Fallida => "fallida",
            Self::Vencida => "vencida",
        }
    }

    pub const fn en_curso(self) -> bool {
        matches!(self, Self::Pendiente | Self::Corriendo)
    }
}

#[derive(Debug, Clone)]
pub struct NuevaExportacion<'a> {
    pub reporte: &'a str,
    /// Filters, columns and order as the address of the screen says them.
    pub consulta: &'a str,
    pub formato: Formato,
    pub corte: DateTime<Utc>,
    pub estado: Estado,
    pub filas: i64,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Exportacion {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub reporte: String,
    #[diesel(sql_type = Text)]
    pub consulta: String,
    #[diesel(sql_type = Text)]
    pub formato: String,
    #[diesel(sql_type = Timestamptz)]
    pub corte: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub estado: String,
    #[diesel(sql_type = BigInt)]
    pub filas: i64,
    #[diesel(sql_type = BigInt)]
    pub hechas: i64,
    /// Bytes; known once it is whole.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub tamano: Option<i64>,
    #[diesel(sql_type = Timestamptz)]
    pub creada: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub vence: Option<DateTime<Utc>>,
}

impl Exportacion {
    pub fn estado(&self) -> AppResult<Estado> {
        let estado = Estado::TODOS.into_iter().find(|estado| estado.codigo() == self.estado);
        estado.ok_or_else(|| interno("an export in no state of ours"))
    }

    pub fn formato(&self) -> AppResult<Formato> {
        Formato::de_codigo(&self.formato).ok_or_else(|| interno("an export in no format of ours"))
    }

    pub fn reporte(&self) -> AppResult<&'static Reporte> {
        catalogo::de_codigo(&self.reporte).ok_or_else(|| interno("an export of no report of ours"))
    }

    /// `pagos-2026-11-29.csv`
    pub fn nombre(&self) -> String {
        format!("{}-{}.{}", self.reporte, self.corte.format("%Y-%m-%d"), self.formato)
    }
}
