//! Imports of patients.

use std::fmt::Display;

use super::con_filtros;

pub fn importaciones(clinica: &str) -> String {
    format!("/{clinica}/pacientes/importaciones")
}

pub fn importacion_nueva(clinica: &str) -> String {
    format!("/{clinica}/pacientes/importaciones/nueva")
}

/// An empty spreadsheet with the headings.
pub fn importacion_plantilla(clinica: &str) -> String {
    format!("/{clinica}/pacientes/importaciones/plantilla")
}

pub fn importacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/pacientes/importaciones/{id}")
}

/// Its rows of one state, or all of them if empty, after the number `despues`.
pub fn importacion_filas(clinica: &str, id: i64, ver: &str, despues: Option<i32>) -> String {
    let despues = despues.map(|numero| numero.to_string()).unwrap_or_default();
    let filtros: [(&str, &dyn Display); 2] = [("ver", &ver), ("despues", &despues)];
    con_filtros(&importacion(clinica, id), &filtros)
}

/// What hangs from an import: `confirmacion`, `descarte`, `reanudacion`, `errores`.
pub fn importacion_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/pacientes/importaciones/{id}/{recurso}")
}
