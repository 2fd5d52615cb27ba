//! What is kept in `clinicas.ajustes` under `avisos`.

use chrono::NaiveTime;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Time};

#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    /// Of the evening and of the morning, in the clinic's zone.
    #[diesel(sql_type = Time)]
    pub silencio_desde: NaiveTime,
    #[diesel(sql_type = Time)]
    pub silencio_hasta: NaiveTime,
    /// Hours before the cita.
    #[diesel(sql_type = Array<Integer>)]
    pub recordatorios: Vec<i32>,
    /// Hours before the cita until which its patient changes or cancels it alone.
    #[diesel(sql_type = Integer)]
    pub aviso_en_linea: i32,
    /// Where patients call, as E.164; empty when it is not said.
    #[diesel(sql_type = Text)]
    pub telefono: String,
    /// Of what was read: settings have no version of their own.
    #[diesel(sql_type = Text)]
    pub huella: String,
}
