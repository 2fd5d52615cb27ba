//! What is asked of a series.

use chrono::NaiveDateTime;
use serde::Deserialize;

use super::Alcance;
use crate::values::fecha;

const CADA_MAX: i16 = 12;
const VECES_MAX: i16 = 26;
const MOTIVO_MAX: usize = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SerieForm {
    /// Weeks between one and the next.
    pub cada: String,
    /// In all, the first included.
    pub veces: String,
    /// Skip the dates that do not fit.
    pub las_que_caben: bool,
    pub clave: String,
    pub alcance: String,
    pub motivo: String,
    /// Where the cita of the page goes; the others move as much.
    pub fecha: String,
    pub hora: String,
}

impl SerieForm {
    pub fn cada(&self) -> i16 {
        self.cada.parse().unwrap_or(1).clamp(1, CADA_MAX)
    }

    pub fn veces(&self) -> i16 {
        self.veces.parse().unwrap_or(4).clamp(2, VECES_MAX)
    }

    pub fn alcance(&self) -> Alcance {
        if self.alcance == "todas" { Alcance::Todas } else { Alcance::Siguientes }
    }

    pub fn motivo(&self) -> Result<&str, &'static str> {
        match self.motivo.trim() {
            "" => Err("Escribe por qué se anulan."),
            largo if largo.chars().count() > MOTIVO_MAX => Err("Usa hasta 200 caracteres en el motivo."),
            motivo => Ok(motivo),
        }
    }

    pub fn destino(&self) -> Option<NaiveDateTime> {
        Some(fecha::parse(&self.fecha).ok()?.and_time(fecha::parse_hora(&self.hora)?))
    }
}
