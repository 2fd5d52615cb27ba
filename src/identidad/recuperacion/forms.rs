//! What somebody types who forgot the password.

use serde::Deserialize;

use crate::identidad::forms::revisar_nueva;
use crate::values::correo::Correo;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PedirForm {
    pub correo: String,
}

impl PedirForm {
    /// The address as accounts have it.
    pub fn validar(&self) -> Result<String, Errores> {
        Correo::parse(&self.correo).map(|c| c.normalizado()).map_err(|error| Errores::de("correo", error.to_string()))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ElegirForm {
    pub nueva: String,
    pub repetida: String,
}

impl ElegirForm {
    pub fn validar(&self, correo: &str, nombre: &str) -> Result<(), Errores> {
        let mut errores = Errores::default();
        revisar_nueva(&mut errores, &self.nueva, &self.repetida, correo, nombre);
        if errores.hay() { Err(errores) } else { Ok(()) }
    }
}
