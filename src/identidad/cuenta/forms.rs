//! What a person types about their own account.

use serde::Deserialize;

use crate::identidad::forms::revisar_nueva;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ClaveForm {
    pub actual: String,
    pub nueva: String,
    pub repetida: String,
}

impl ClaveForm {
    pub fn validar(&self, correo: &str, nombre: &str) -> Result<(), Errores> {
        let mut errores = Errores::default();
        if self.actual.is_empty() {
            errores.agregar("actual", "Escribe tu clave actual.");
        }
        if !self.nueva.is_empty() && self.nueva == self.actual {
            errores.agregar("nueva", "Es la que ya tienes: elige otra.");
        }
        revisar_nueva(&mut errores, &self.nueva, &self.repetida, correo, nombre);
        if errores.hay() { Err(errores) } else { Ok(()) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AtajosForm {
    pub atajos: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TemaForm {
    pub tema: String,
}
