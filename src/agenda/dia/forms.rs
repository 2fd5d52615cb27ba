//! What is asked of the agenda's screens and of the search for an hour.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::agenda::Estado;

/// The ways to look at the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vista {
    Dia,
    Semana,
    Mes,
    Lista,
}

impl Vista {
    pub const TODAS: [Self; 4] = [Self::Dia, Self::Semana, Self::Mes, Self::Lista];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Dia => "dia",
            Self::Semana => "semana",
            Self::Mes => "mes",
            Self::Lista => "lista",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Dia => "Día",
            Self::Semana => "Semana",
            Self::Mes => "Mes",
            Self::Lista => "Lista",
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DiaFiltro {
    /// Another date than the path's, when the form of the day is sent.
    pub fecha: String,
    pub vista: String,
    pub profesional: String,
    pub prestacion: String,
    pub estado: String,
    /// Columns of the day, from 1.
    pub pagina: String,
    /// Of the list: after the cita of this start and id.
    pub despues: String,
    /// The whole list at once, for paper.
    pub completa: bool,
}

impl DiaFiltro {
    /// The day, unless another is named.
    pub fn vista(&self) -> Vista {
        Vista::TODAS.into_iter().find(|v| v.codigo() == self.vista).unwrap_or(Vista::Dia)
    }

    pub fn profesional(&self) -> Option<i64> {
        self.profesional.parse().ok()
    }

    pub fn prestacion(&self) -> Option<i64> {
        self.prestacion.parse().ok()
    }

    pub fn estado(&self) -> Option<Estado> {
        Estado::de_codigo(&self.estado)
    }

    pub fn despues(&self) -> Option<(DateTime<Utc>, i64)> {
        let (inicio, id) = self.despues.split_once('_')?;
        Some((DateTime::from_timestamp(inicio.parse().ok()?, 0)?, id.parse().ok()?))
    }

    /// From 0.
    pub fn pagina(&self) -> i64 {
        self.pagina.parse::<i64>().unwrap_or(1).clamp(1, 1_000) - 1
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BuscarFiltro {
    pub prestacion: String,
    pub profesional: String,
    pub desde: String,
    /// The cita to move, if any.
    pub cita: String,
    /// For whom, when it is known already.
    pub paciente: String,
}

impl BuscarFiltro {
    pub fn prestacion(&self) -> Option<i64> {
        self.prestacion.parse().ok()
    }

    pub fn profesional(&self) -> Option<i64> {
        self.profesional.parse().ok()
    }

    pub fn cita(&self) -> Option<i64> {
        self.cita.parse().ok()
    }
}
