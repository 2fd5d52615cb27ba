//! What is sent to change a cita.

use serde::Deserialize;

use super::views::{Desde, REJILLA};
use crate::agenda::Quien;
use crate::web::form::Errores;

const MOTIVO_MAX: usize = 200;
/// The most that a cita lasts, as a prestación does.
const MINUTOS: std::ops::RangeInclusive<i32> = 1..=720;

/// How long a cita is to last; of an empty field, as long as its prestación.
pub fn duracion(escrita: &str, errores: &mut Errores) -> Option<i32> {
    if escrita.trim().is_empty() {
        return None;
    }
    let minutos = escrita.trim().parse().ok().filter(|minutos| MINUTOS.contains(minutos));
    errores.tomar("duracion", minutos.ok_or("Escribe cuántos minutos dura, de 1 a 720."))
}

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
