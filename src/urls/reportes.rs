//! The reports.

/// Where the numbers of the clinic begin.
pub fn reportes(clinica: &str) -> String {
    reporte(clinica, "pagos")
}

/// One report by its name in the catalogue of reports.
pub fn reporte(clinica: &str, codigo: &str) -> String {
    format!("/{clinica}/reportes/{codigo}")
}

/// The catalogue of reports.
pub fn reportes_lista(clinica: &str) -> String {
    format!("/{clinica}/reportes/lista")
}
