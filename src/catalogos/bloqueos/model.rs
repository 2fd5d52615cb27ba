//! Rows and words of bloqueos.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamptz};

use crate::catalogos::fuera::Alcance;
use crate::values::muro::Muro;

/// As the CHECK of `bloqueos` writes them, and as they are said.
pub const MOTIVOS: [(&str, &str); 6] = [
    ("ausencia", "Ausencia"),
    ("almuerzo", "Almuerzo"),
    ("reunion", "Reunión"),
    ("vacaciones", "Vacaciones"),
    ("mantencion", "Mantención"),
    ("otro", "Otro"),
];

pub fn motivo(codigo: &str) -> &'static str {
    MOTIVOS.iter().find(|(c, _)| *c == codigo).map_or("Otro", |(_, nombre)| nombre)
}

/// Whose time it is; a form carries it as `p12` or `b3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeQuien {
    Profesional(i64),
    Box(i64),
}

impl DeQuien {
    pub fn alcance(self) -> Alcance {
        match self {
            Self::Profesional(id) => Alcance::profesional(id),
            Self::Box(id) => Alcance { profesional: None, box_id: Some(id) },
        }
    }
}

impl fmt::Display for DeQuien {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profesional(id) => write!(f, "p{id}"),
            Self::Box(id) => write!(f, "b{id}"),
        }
    }
}

impl FromStr for DeQuien {
    type Err = ();

    fn from_str(texto: &str) -> Result<Self, ()> {
        let id = |texto: &str| texto.parse().map_err(|_not_an_id| ());
        match (texto.strip_prefix('p'), texto.strip_prefix('b')) {
            (Some(texto), _) => id(texto).map(Self::Profesional),
            (_, Some(texto)) => id(texto).map(Self::Box),
            _ => Err(()),
        }
    }
}

/// Each tramo, both dates included, from the hour of its first date to the hour of its last.
#[derive(Debug, Clone)]
pub struct NuevoBloqueo {
    pub de: DeQuien,
    pub motivo: &'static str,
    pub detalle: String,
    pub tramos: Vec<(NaiveDate, NaiveDate)>,
    pub desde: Muro,
    pub hasta: Muro,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Bloqueo {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub de: String,
    #[diesel(sql_type = Timestamptz)]
    pub inicio: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub fin: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Text)]
    pub detalle: String,
    /// One of several that were made together.
    #[diesel(sql_type = Bool)]
    pub en_serie: bool,
}

/// Somebody or something to block.
#[derive(Debug, Clone, QueryableByName)]
pub struct OpcionDe {
    #[diesel(sql_type = Text)]
    pub valor: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
