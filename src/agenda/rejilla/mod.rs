//! The grid: professionals, or the days of one of them, side by side against the clock.

pub mod plano;
pub mod queries;
pub mod views;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz};

use super::{Estado, Pago};

/// What a stretch of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    /// A column: somebody who attends, or has something, in the window.
    Columna,
    Jornada,
    Bloqueo,
    /// A slot of the prestación asked for; without one, time that nobody takes.
    Libre,
    Cita,
}

impl Tipo {
    const fn codigo(self) -> &'static str {
        match self {
            Self::Columna => "columna",
            Self::Jornada => "jornada",
            Self::Bloqueo => "bloqueo",
            Self::Libre => "libre",
            Self::Cita => "cita",
        }
    }
}

impl diesel::deserialize::FromSql<Text, diesel::pg::Pg> for Tipo {
    fn from_sql(valor: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
        let codigo = <String as diesel::deserialize::FromSql<Text, diesel::pg::Pg>>::from_sql(valor)?;
        let todos = [Self::Columna, Self::Jornada, Self::Bloqueo, Self::Libre, Self::Cita];
        todos.into_iter().find(|t| t.codigo() == codigo).ok_or_else(|| format!("unknown stretch {codigo}").into())
    }
}

/// A row of the grid's one query; what it fills depends on its `tipo`.
#[derive(Debug, Clone, QueryableByName)]
pub struct Franja {
    #[diesel(sql_type = Text)]
    pub tipo: Tipo,
    #[diesel(sql_type = BigInt)]
    pub profesional_id: i64,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    /// Of a cita its id; of a column how many columns there are, those of other pages included.
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// The professional, the patient, or why it is blocked.
    #[diesel(sql_type = Text)]
    pub texto: String,
    /// Of a cita, its prestación.
    #[diesel(sql_type = Text)]
    pub detalle: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub estado: Option<Estado>,
    #[diesel(sql_type = Nullable<Text>)]
    pub pago: Option<Pago>,
    #[diesel(sql_type = Bool)]
    pub sobrecupo: bool,
    /// Of a column, the minutes of the shortest prestación that the professional does.
    #[diesel(sql_type = Integer)]
    pub minutos: i32,
    /// And of the step that its slots take from the start of a block.
    #[diesel(sql_type = Integer)]
    pub paso: i32,
}
