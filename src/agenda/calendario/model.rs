//! Rows of a calendar.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz};

use crate::agenda::Estado;

/// Whose a link is.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Dueno {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Titular {
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Text)]
    pub clinica: String,
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    /// Since when there is a link.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub enlace: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct CitaEnCalendario {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub estado: Estado,
    #[diesel(sql_type = Timestamptz)]
    pub estado_desde: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    pub lugar: String,
}
