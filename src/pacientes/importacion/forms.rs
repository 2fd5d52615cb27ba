//! What the pages of an import take.

use serde::Deserialize;

use super::model::EstadoFila;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilasFiltro {
    /// A state; empty for all.
    pub ver: String,
    pub despues: String,
}

impl FilasFiltro {
    pub fn estado(&self) -> Option<EstadoFila> {
        EstadoFila::de_codigo(&self.ver)
    }

    pub fn despues(&self) -> i32 {
        self.despues.parse().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmacionForm {
    /// Those who look alike too.
    pub parecidas: bool,
}
