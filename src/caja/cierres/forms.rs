//! How a report is looked at.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InformeFiltro {
    pub formato: String,
}
