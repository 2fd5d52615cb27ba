//! A reading, as it is shown.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz};

use crate::reportes::{Dicha, dicha};
use crate::values::zona::Zona;

#[derive(Debug, Clone, QueryableByName)]
pub struct Lectura {
    /// 0: a ficha, or a document of it; 1: a report that left as a file.
    #[diesel(sql_type = Integer)]
    pub libro: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub direccion: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub agente: Option<String>,
    #[diesel(embed)]
    pub ficha: Option<DeFicha>,
    #[diesel(embed)]
    pub archivo: Option<DeArchivo>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct DeFicha {
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    /// `None`: the ficha itself.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub adjunto_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub motivo: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct DeArchivo {
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
}

impl DeArchivo {
    pub fn dicha(&self, zona: Zona) -> Option<Dicha> {
        dicha(&self.reporte, &self.consulta, &self.formato, self.corte, zona)
    }
}

/// List and id to the name of what a filter was set to.
pub type Opciones = BTreeMap<(String, i64), String>;
