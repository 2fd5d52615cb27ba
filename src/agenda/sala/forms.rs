//! What is asked of the room, and what is sent to it.

use serde::Deserialize;

/// Where one attends now: it stays in the address, so that a call is one key.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SalaFiltro {
    pub profesional: String,
    pub r#box: String,
}

impl SalaFiltro {
    pub fn profesional(&self) -> Option<i64> {
        self.profesional.parse().ok()
    }
}

/// A change of one who waits.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EsperaForm {
    pub version: String,
    pub r#box: String,
    pub prioridad: String,
}

impl EsperaForm {
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    pub fn en_box(&self) -> Option<i64> {
        self.r#box.parse().ok()
    }
}
