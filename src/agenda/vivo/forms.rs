//! What is asked of a stream.

use serde::Deserialize;

/// A month of six weeks.
const DIAS: u64 = 42;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct VivoFiltro {
    dias: String,
}

impl VivoFiltro {
    /// Days from the one of the path on.
    pub fn dias(&self) -> u64 {
        self.dias.parse().unwrap_or(1).clamp(1, DIAS)
    }
}
