//! The reports.

/// The dashboard: where the numbers of the clinic begin.
pub fn reportes(clinica: &str) -> String {
    format!("/{clinica}/reportes")
}

/// One report by its name in the catalogue of reports.
pub fn reporte(clinica: &str, codigo: &str) -> String {
    format!("/{clinica}/reportes/{codigo}")
}

/// The catalogue of reports.
pub fn reportes_lista(clinica: &str) -> String {
    format!("/{clinica}/reportes/lista")
}

/// Where a report is asked for as a file.
pub fn reporte_archivo(clinica: &str, codigo: &str) -> String {
    format!("/{clinica}/reportes/{codigo}/archivo")
}

/// The files that were asked for.
pub fn exportaciones(clinica: &str) -> String {
    format!("/{clinica}/reportes/archivos")
}

pub fn exportacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/reportes/archivos/{id}")
}

pub fn exportacion_archivo(clinica: &str, id: i64) -> String {
    format!("/{clinica}/reportes/archivos/{id}/bajada")
}

pub fn exportacion_cancelacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/reportes/archivos/{id}/cancelacion")
}

/// Where a view of a report is kept.
pub fn reporte_vistas(clinica: &str, codigo: &str) -> String {
    format!("/{clinica}/reportes/{codigo}/vistas")
}

pub fn vista_retiro(clinica: &str, id: i64) -> String {
    format!("/{clinica}/reportes/vistas/{id}/retiro")
}

/// What comes by mail.
pub fn suscripciones(clinica: &str) -> String {
    format!("/{clinica}/reportes/correo")
}
