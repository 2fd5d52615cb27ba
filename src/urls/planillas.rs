//! Imports of insumos and lots.

use super::con_filtros;

pub fn planillas(clinica: &str) -> String {
    format!("/{clinica}/bodega/planillas")
}

pub fn planilla_nueva(clinica: &str) -> String {
    format!("/{clinica}/bodega/planillas/nueva")
}

/// An empty spreadsheet with the headings.
pub fn planilla_plantilla(clinica: &str) -> String {
    format!("/{clinica}/bodega/planillas/plantilla")
}

pub fn planilla(clinica: &str, id: i64) -> String {
    format!("/{clinica}/bodega/planillas/{id}")
}

/// Its rows, or only those with errors, after the number `despues`.
pub fn planilla_filas(clinica: &str, id: i64, ver: &str, despues: Option<i32>) -> String {
    let despues = despues.map(|numero| numero.to_string()).unwrap_or_default();
    con_filtros(&planilla(clinica, id), &[("ver", &ver), ("despues", &despues)])
}

/// What hangs from it: `carga`, `descarte`, `errores`.
pub fn planilla_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/bodega/planillas/{id}/{recurso}")
}
