//! What is typed about a second factor.

use serde::Deserialize;

use super::model::{Escrito, SAL};
use crate::identidad::forms::destino;
use crate::web::form::Errores;

/// The second step of a sign-in: one of both.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CodigoForm {
    pub codigo: String,
    pub papel: String,
    /// Where the person was going.
    pub luego: String,
}

impl CodigoForm {
    /// What is on paper counts when both are there: whoever has a telephone opens no drawer.
    pub fn validar(&self) -> Result<Escrito, Errores> {
        if !self.papel.trim().is_empty() {
            Ok(Escrito::Papel(self.papel.clone()))
        } else if !self.codigo.trim().is_empty() {
            Ok(Escrito::Codigo(self.codigo.clone()))
        } else {
            Err(Errores::de("codigo", "Escribe el código de tu aplicación."))
        }
    }

    pub fn errado(escrito: &Escrito) -> Errores {
        match escrito {
            Escrito::Codigo(_) => {
                Errores::de("codigo", "Ese código no sirve, o ya se usó: escribe el que muestra ahora.")
            }
            Escrito::Papel(_) => Errores::de("papel", "Ese código no es de los tuyos, o ya se usó."),
        }
    }

    pub fn destino(&self) -> Option<&str> {
        destino(&self.luego)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActivarForm {
    pub sal: String,
    pub codigo: String,
    pub clave: String,
    pub luego: String,
}

impl ActivarForm {
    /// Of the drawing that was shown; `None` when somebody has changed it.
    pub fn sal(&self) -> Option<[u8; SAL]> {
        u128::from_str_radix(&self.sal, 16).ok().filter(|_| self.sal.len() == 2 * SAL).map(u128::to_be_bytes)
    }

    pub fn destino(&self) -> Option<&str> {
        destino(&self.luego)
    }
}

/// The password, for what asks for it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConClaveForm {
    pub clave: String,
}
