//! What people choose or type about a payment.

use serde::Deserialize;

/// How a receipt is looked at: printed by an act of its own, in a size.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReciboFiltro {
    pub impresion: String,
    pub formato: String,
}

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

/// Paper of the receipt printer unless A4 is asked for.
pub fn formato(texto: &str) -> &'static str {
    if texto == "a4" { "a4" } else { "80mm" }
}
