//! A reading, as it is shown.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};

#[derive(Debug, Clone, QueryableByName)]
pub struct Lectura {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub quien: String,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    /// `None`: the ficha itself.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub adjunto_id: Option<i64>,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub direccion: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub agente: Option<String>,
}
