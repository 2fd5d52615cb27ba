//! The URLs of the jobs of a clinic.

use super::con_filtros;

/// Those in a state, `""` being any; older than `antes`.
pub fn trabajos(clinica: &str, estado: &str, antes: Option<i64>) -> String {
    let antes = antes.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/trabajos"), &[("estado", &estado), ("antes", &antes)])
}

pub fn trabajo_reintento(clinica: &str, id: i64) -> String {
    format!("/{clinica}/trabajos/{id}/reintento")
}

pub fn trabajo_anulacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/trabajos/{id}/anulacion")
}
