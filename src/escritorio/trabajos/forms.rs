//! The filters of the list, as typed into its URL.

use serde::Deserialize;

use crate::jobs::lista::{Estado, Filtros};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FiltrosForm {
    pub estado: String,
    pub antes: String,
}

impl FiltrosForm {
    /// What cannot be read does not narrow.
    pub fn leer(&self) -> Filtros {
        Filtros { estado: Estado::de_codigo(&self.estado), antes: self.antes.parse().ok() }
    }
}
