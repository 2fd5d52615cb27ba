//! What is asked, and what was answered.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, SmallInt, Text, Timestamptz};

/// What is kept in `clinicas.ajustes` under `encuesta`.
#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    /// After the visit; 0 asks nobody.
    #[diesel(sql_type = Integer)]
    pub horas: i32,
    /// Of what was read: settings have no version of their own.
    #[diesel(sql_type = Text)]
    pub huella: String,
}

/// Somebody is to be asked of it now.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorPreguntar {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = Text)]
    pub zona: String,
    #[diesel(sql_type = BigInt)]
    pub cita_id: i64,
}

/// Whose a link is.
#[derive(Debug, Clone, QueryableByName)]
pub struct Enlace {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub encuesta_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub vence: DateTime<Utc>,
}

/// What whoever has the link is shown: nothing of the visit.
#[derive(Debug, Clone, QueryableByName)]
pub struct Pregunta {
    #[diesel(sql_type = Text)]
    pub clinica: String,
    #[diesel(sql_type = Bool)]
    pub respondida: bool,
}

/// From 1, the worst, to 5; a comment may be left unsaid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    pub nota: i16,
    pub comentario: String,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Respuesta {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub respondida: DateTime<Utc>,
    #[diesel(sql_type = SmallInt)]
    pub nota: i16,
    #[diesel(sql_type = Text)]
    pub comentario: String,
    #[diesel(sql_type = Text)]
    pub profesional: String,
}

/// Of the last months.
#[derive(Debug, Clone, QueryableByName)]
pub struct Resumen {
    #[diesel(sql_type = BigInt)]
    pub preguntadas: i64,
    #[diesel(sql_type = BigInt)]
    pub respondidas: i64,
    /// In tenths.
    #[diesel(sql_type = Nullable<Integer>)]
    pub decimas: Option<i32>,
}
