//! What people choose or type about a payment.

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ImpresionForm {
    pub formato: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AnulacionForm {
    pub clave: String,
    pub motivo: String,
}
