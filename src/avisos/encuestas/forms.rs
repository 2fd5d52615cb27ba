//! What an administrator decides of the question, and what a patient answers.

use serde::Deserialize;

use super::model::{Ajustes, Opinion};
use crate::values::texto;
use crate::web::form::Errores;

/// A week.
const HORAS_MAX: i32 = 168;
pub const COMENTARIO_MAX: u16 = 1_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub horas: String,
}

impl AjustesForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self { version: ajustes.huella.clone(), horas: ajustes.horas.to_string() }
    }

    pub fn validar(&self) -> Result<Ajustes, Errores> {
        let horas = self.horas.trim().parse().ok().filter(|horas| (0..=HORAS_MAX).contains(horas));
        let horas = horas.ok_or_else(|| Errores::de("horas", "Escribe cuántas horas, de 0 a 168."))?;
        Ok(Ajustes { horas, huella: self.version.clone() })
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpinionForm {
    pub nota: String,
    pub comentario: String,
}

impl OpinionForm {
    pub fn validar(&self) -> Result<Opinion, Errores> {
        let mut errores = Errores::default();
        let nota = self.nota.parse().ok().filter(|nota| (1..=5).contains(nota)).ok_or("Elija una nota de 1 a 5.");
        let nota = errores.tomar("nota", nota);
        let lineas = self.comentario.lines().map(texto::nombre).filter(|linea| !linea.is_empty());
        let comentario = lineas.collect::<Vec<_>>().join("\n");
        if comentario.chars().count() > COMENTARIO_MAX.into() {
            errores.agregar("comentario", format!("Use hasta {COMENTARIO_MAX} caracteres."));
        }
        match nota {
            Some(nota) if !errores.hay() => Ok(Opinion { nota, comentario }),
            _ => Err(errores),
        }
    }
}
