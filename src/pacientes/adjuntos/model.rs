//! Rows of documents.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Integer, Nullable, Text, Timestamptz};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::values::archivo::Tipo;

/// What one patient may have, in documents and in bytes.
const CUANTOS_MAX: i64 = 100;
const BYTES_MAX: i64 = 200 * 1024 * 1024;

/// Already valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NuevoAdjunto {
    pub clinico: bool,
    pub nombre: String,
    pub tipo: Tipo,
    pub descripcion: String,
    pub bytes: Vec<u8>,
}

impl NuevoAdjunto {
    /// Two documents of one are the same document.
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(&self.bytes).to_vec()
    }

    /// No upload is larger than `web::ARCHIVO_MAX`.
    pub fn tamano(&self) -> i32 {
        i32::try_from(self.bytes.len()).unwrap_or(i32::MAX)
    }
}

/// A row of the view `adjuntos_por_paciente`, as who asks may see it.
#[derive(Debug, Clone, Deserialize, QueryableByName)]
pub struct Adjunto {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Bool)]
    pub clinico: bool,
    /// `None`: only who attends may know.
    #[diesel(sql_type = Nullable<Text>)]
    pub nombre: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub descripcion: Option<String>,
    #[diesel(sql_type = Text)]
    tipo: String,
    #[diesel(sql_type = Integer)]
    pub tamano: i32,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
}

impl Adjunto {
    pub fn tipo(&self) -> &str {
        Tipo::de_codigo(&self.tipo).map_or("", Tipo::nombre)
    }
}

/// What is left of one that was taken off.
#[derive(Debug, Clone, QueryableByName)]
pub struct Quitado {
    #[diesel(sql_type = Nullable<Text>)]
    pub nombre: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub motivo: Option<String>,
    #[diesel(sql_type = Bool)]
    pub clinico: bool,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub quien: Option<String>,
}

/// One of them, to be taken off.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ficha {
    /// The one who lives.
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Bool)]
    pub clinico: bool,
    #[diesel(sql_type = Bool)]
    pub retirado: bool,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Contenido {
    #[diesel(sql_type = Text)]
    pub nombre: String,
    /// `None`: only who attends may read it.
    #[diesel(sql_type = Nullable<Binary>)]
    pub bytes: Option<Vec<u8>>,
}

/// What a patient has already.
#[derive(Debug, Clone, QueryableByName)]
pub struct Cupo {
    #[diesel(sql_type = BigInt)]
    cuantos: i64,
    #[diesel(sql_type = BigInt)]
    bytes: i64,
    /// The very same document, and whether it is clinical.
    #[diesel(sql_type = Nullable<Text>)]
    pub igual: Option<String>,
    #[diesel(sql_type = Bool)]
    pub igual_clinico: bool,
}

impl Cupo {
    pub fn cabe(&self, nuevo: &NuevoAdjunto) -> bool {
        self.cuantos < CUANTOS_MAX && self.bytes + i64::from(nuevo.tamano()) <= BYTES_MAX
    }
}
