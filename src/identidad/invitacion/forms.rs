//! What an invited person types.

use serde::Deserialize;

use crate::identidad::forms::revisar_nueva;
use crate::web::form::Errores;

/// `nueva` twice for who has no account yet; `clave` for who has one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AceptarForm {
    pub nueva: String,
    pub repetida: String,
    pub clave: String,
}

impl AceptarForm {
    /// The password that counts.
    pub fn validar(&self, tiene_clave: bool, correo: &str, nombre: &str) -> Result<&str, Errores> {
        let mut errores = Errores::default();
        if !tiene_clave {
            revisar_nueva(&mut errores, &self.nueva, &self.repetida, correo, nombre);
        } else if self.clave.is_empty() {
            errores.agregar("clave", "Escribe tu clave.");
        }
        match errores.hay() {
            true => Err(errores),
            false => Ok(if tiene_clave { &self.clave } else { &self.nueva }),
        }
    }
}
