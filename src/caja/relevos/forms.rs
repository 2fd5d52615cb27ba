//! What people choose to hand a drawer over.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RelevoForm {
    pub clave: String,
    pub recibe: String,
}

/// An answer: nothing is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RespuestaForm {
    pub clave: String,
}
