//! A gap in the agenda, and who fits it.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Timestamptz};

use crate::agenda::espera::model::Espera;
use crate::agenda::{Cita, HoraPedida};

/// Time of a professional that was left free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hueco {
    pub hora: HoraPedida,
    pub fin: DateTime<Utc>,
    /// The local date of `hora`.
    pub fecha: NaiveDate,
}

impl Hueco {
    pub fn nuevo(hora: HoraPedida, fin: DateTime<Utc>, zona: Tz) -> Self {
        Self { hora, fin, fecha: hora.inicio.with_timezone(&zona).date_naive() }
    }

    /// What a cita takes, or took.
    pub fn de(cita: &Cita, zona: Tz) -> Self {
        Self::nuevo(HoraPedida { profesional: cita.profesional_id, inicio: cita.inicio }, cita.fin, zona)
    }

    pub fn minutos(&self) -> i64 {
        (self.fin - self.hora.inicio).num_minutes()
    }
}

/// Somebody who waits, and the hour of a gap that suits them best.
#[derive(Debug, Clone, QueryableByName)]
pub struct Candidata {
    #[diesel(embed)]
    pub espera: Espera,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    /// It is offered to them until then, by letter.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub ofrecida: Option<DateTime<Utc>>,
}
