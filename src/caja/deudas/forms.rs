//! What a list of debts is filtered by.

use serde::Deserialize;

use crate::values::texto;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeudasFiltro {
    pub q: String,
    /// After the debt of this sale.
    pub tras: String,
}

impl DeudasFiltro {
    pub fn tras(&self) -> i64 {
        self.tras.parse().unwrap_or_default()
    }

    /// Each word of a name, anywhere in it.
    pub fn palabras(&self) -> Vec<String> {
        texto::normalizar(&self.q).split_whitespace().map(|palabra| format!("%{palabra}%")).collect()
    }
}
