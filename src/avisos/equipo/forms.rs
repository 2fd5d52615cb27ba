//! What somebody wants to be told by mail.

use serde::Deserialize;

use super::model::Cual;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AvisosForm {
    pub quiere: Vec<String>,
}

impl AvisosForm {
    /// Of those that were offered, the ones not wanted.
    pub fn validar(&self, ofrecidos: &[Cual]) -> Result<Vec<Cual>, Errores> {
        if self.quiere.iter().any(|codigo| Cual::de_codigo(codigo).is_none()) {
            return Err(Errores::de("", "Ese aviso no existe: recarga la página."));
        }
        Ok(ofrecidos.iter().copied().filter(|cual| !self.quiere.iter().any(|c| c == cual.codigo())).collect())
    }
}
