//! What somebody at the desk writes.

use serde::Deserialize;
use uuid::Uuid;

use crate::web::form::Errores;

/// What fits in one look at a phone.
pub const TEXTO_MAX: u16 = 1000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RespuestaForm {
    pub texto: String,
    /// One intention, one answer.
    pub clave: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AtencionForm {
    pub version: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FiltrosForm {
    pub estado: String,
    pub antes: String,
}

impl RespuestaForm {
    pub fn nueva() -> Self {
        Self { texto: String::new(), clave: Uuid::new_v4().to_string() }
    }

    pub fn validar(&self) -> Result<(String, Uuid), Errores> {
        let mut errores = Errores::default();
        let texto = self.texto.trim().to_owned();
        if texto.is_empty() {
            errores.agregar("texto", "Escribe la respuesta.");
        }
        errores.limitar("texto", &texto, TEXTO_MAX);
        let clave = errores.tomar("", self.clave.parse().map_err(|_error| "Recarga la página y vuelve a intentarlo."));
        match clave {
            Some(clave) if !errores.hay() => Ok((texto, clave)),
            _ => Err(errores),
        }
    }
}
