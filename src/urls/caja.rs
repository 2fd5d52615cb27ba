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

/// Cash sent to another drawer, or asked of it.
pub fn caja_traspasos(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/traspasos")
}

/// `respuesta`: `aceptacion`, `rechazo` or `retiro`.
pub fn traspaso_respuesta(clinica: &str, id: i64, respuesta: &str) -> String {
    format!("/{clinica}/caja/traspasos/{id}/{respuesta}")
}

/// A session handed to somebody else.
pub fn caja_relevos(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/relevos")
}

/// `respuesta`: `aceptacion` or `retiro`.
pub fn relevo_respuesta(clinica: &str, id: i64, respuesta: &str) -> String {
    format!("/{clinica}/caja/relevos/{id}/{respuesta}")
}

pub fn caja_reapertura(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/reapertura")
}

pub fn caja_contabilizacion(clinica: &str, sesion: i64) -> String {
    format!("/{clinica}/caja/sesiones/{sesion}/contabilizacion")
}

/// What a close says on paper, `formato` being `80mm` or `a4`.
pub fn caja_cierre_impreso(clinica: &str, cierre: i64, formato: &str) -> String {
    super::con_filtros(&format!("/{clinica}/caja/cierres/{cierre}"), &[("formato", &formato)])
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
