//! Which figures, at what hour.

use chrono::{NaiveDate, NaiveTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Text, Time};

use crate::error::{AppResult, interno};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cual {
    /// Of the day that ends.
    Cierre,
    /// Of the week before, on Monday.
    Semana,
}

impl Cual {
    pub const TODAS: [Self; 2] = [Self::Cierre, Self::Semana];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Cierre => "cierre",
            Self::Semana => "semana",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Cierre => "Cierre del día",
            Self::Semana => "Resumen de la semana",
        }
    }

    /// The name of its days, as a report takes it.
    pub const fn periodo(self) -> &'static str {
        match self {
            Self::Cierre => "hoy",
            Self::Semana => "semana-anterior",
        }
    }

    /// When nobody has chosen another.
    pub const fn hora(self) -> &'static str {
        match self {
            Self::Cierre => "20:00",
            Self::Semana => "08:00",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODAS.into_iter().find(|cual| cual.codigo() == codigo)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Suscripcion {
    #[diesel(sql_type = Text)]
    pub cual: String,
    #[diesel(sql_type = Time)]
    pub hora: NaiveTime,
}

/// One whose hour has come.
#[derive(Debug, Clone, QueryableByName)]
pub struct Vencida {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
}

/// What its letter needs to know.
#[derive(Debug, Clone, QueryableByName)]
pub struct PorEnviar {
    #[diesel(sql_type = Text)]
    cual: String,
    /// Of today, in the clinic.
    #[diesel(sql_type = Date)]
    pub fecha: NaiveDate,
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub zona: String,
    #[diesel(sql_type = Text)]
    pub moneda: String,
}

impl PorEnviar {
    pub fn cual(&self) -> AppResult<Cual> {
        Cual::de_codigo(&self.cual).ok_or_else(|| interno("a subscription to nothing of ours"))
    }
}
