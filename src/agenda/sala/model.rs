//! Rows and words of the waiting room.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, SmallInt, Text, Timestamptz};

use crate::agenda::Estado;

/// Why a change of the room was refused.
pub const NEGATIVAS: &[(&str, &str)] = &[
    ("llamados_espera", "Ya no está esperando: revisa cómo quedó."),
    ("llamados_box", "Ese box ya no existe en esta sucursal."),
    ("llegadas_prioridad", "Elige una prioridad de la lista."),
    ("citas_transicion", "La cita cambió mientras tanto: revisa cómo quedó."),
];

/// Somebody in the room: waiting, or being attended.
#[derive(Debug, Clone, QueryableByName)]
pub struct Espera {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub estado: Estado,
    /// Of the day.
    #[diesel(sql_type = Nullable<Integer>)]
    pub numero: Option<i32>,
    /// 0 to 2, as `Prioridad`.
    #[diesel(sql_type = SmallInt)]
    pub prioridad: i16,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Text)]
    pub prestacion: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub box_id: Option<i64>,
    /// The last call.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub llamado: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub llamado_a: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub llamados: i64,
}

impl Espera {
    pub fn minutos(&self, ahora: DateTime<Utc>) -> i64 {
        (ahora - self.en).num_minutes().max(0)
    }

    pub fn prioridad(&self) -> Prioridad {
        Prioridad::TODAS.into_iter().find(|p| p.numero() == self.prioridad).unwrap_or(Prioridad::Normal)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prioridad {
    Normal,
    Preferente,
    Urgente,
}

impl Prioridad {
    pub const TODAS: [Self; 3] = [Self::Normal, Self::Preferente, Self::Urgente];

    pub const fn numero(self) -> i16 {
        match self {
            Self::Normal => 0,
            Self::Preferente => 1,
            Self::Urgente => 2,
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Preferente => "Preferente",
            Self::Urgente => "Urgente",
        }
    }

    /// What its one button leads to; after the highest, back to the order of arrival.
    pub const fn siguiente(self) -> Self {
        match self {
            Self::Normal => Self::Preferente,
            Self::Preferente => Self::Urgente,
            Self::Urgente => Self::Normal,
        }
    }
}

/// What the wall shows of a call.
#[derive(Debug, Clone, QueryableByName)]
pub struct Llamado {
    #[diesel(sql_type = Nullable<Integer>)]
    pub numero: Option<i32>,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub r#box: Option<String>,
    #[diesel(sql_type = Text)]
    pub profesional: String,
    #[diesel(sql_type = Timestamptz)]
    pub en: DateTime<Utc>,
}
