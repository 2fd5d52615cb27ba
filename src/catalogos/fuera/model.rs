//! A cita that hours left outside, and why.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz};

use crate::agenda::Estado;
use crate::values::telefono;

#[derive(Debug, Clone, QueryableByName)]
pub struct CitaFuera {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    telefono: Option<String>,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Text)]
    pub prestacion: String,
    #[diesel(sql_type = Text)]
    pub estado: Estado,
    /// The reason of the bloqueo over it; none: it lies outside of the hours.
    #[diesel(sql_type = Nullable<Text>)]
    pub bloqueo: Option<String>,
    /// Itself it lies inside of the hours, and what goes before or after it does not.
    #[diesel(sql_type = Bool)]
    pub cabe: bool,
    /// Why nobody works that day.
    #[diesel(sql_type = Nullable<Text>)]
    pub feriado: Option<String>,
    /// How many there are in all.
    #[diesel(sql_type = BigInt)]
    pub total: i64,
}

impl CitaFuera {
    pub fn telefono(&self) -> Option<String> {
        self.telefono.as_deref().map(telefono::legible)
    }
}
