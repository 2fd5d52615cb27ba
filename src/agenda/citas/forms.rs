//! What is sent to change a cita.

use serde::Deserialize;

use super::views::{Desde, REJILLA};
use crate::agenda::Quien;

const MOTIVO_MAX: usize = 200;

/// A change of state, from a row or from the page of a cita.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CambioForm {
    pub version: String,
    pub motivo: String,
    /// `paciente` when it was the patient who asked.
    pub quien: String,
    /// `rejilla` when it was asked over the grid.
    pub desde: String,
}

impl CambioForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    pub fn motivo(&self) -> Result<&str, &'static str> {
        let motivo = self.motivo.trim();
        if motivo.chars().count() > MOTIVO_MAX { Err("Usa hasta 200 caracteres en el motivo.") } else { Ok(motivo) }
    }

    pub fn desde(&self) -> Desde {
        if self.desde == REJILLA { Desde::Rejilla } else { Desde::Fila }
    }

    pub fn quien(&self) -> Quien {
        if self.quien == Quien::Paciente.codigo() { Quien::Paciente } else { Quien::Clinica }
    }
}
