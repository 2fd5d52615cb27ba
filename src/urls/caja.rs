//! Of the drawer and its sessions.

pub fn caja(clinica: &str) -> String {
    format!("/{clinica}/caja")
}

pub fn caja_sesiones(clinica: &str) -> String {
    format!("/{clinica}/caja/sesiones")
}

pub fn caja_sesion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/sesiones/{id}")
}

pub fn caja_movimientos(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/movimientos")
}

/// The blind counts of a session.
pub fn caja_arqueos(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/arqueos")
}

pub fn caja_reanudacion(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/reanudacion")
}

pub fn caja_cierre(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/cierre")
}
