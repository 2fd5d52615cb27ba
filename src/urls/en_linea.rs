//! URLs of booking without an account.

use std::fmt::Display;

use super::con_filtros;

/// What a clinic gives out: its own page for patients.
pub fn reservar(clinica: &str) -> String {
    format!("/{clinica}/reservar")
}

/// The free hours of a prestación; an empty filter is left out.
pub fn reservar_horas(clinica: &str, prestacion: i64, profesional: &dyn Display, desde: &dyn Display) -> String {
    con_filtros(&format!("/{clinica}/reservar/{prestacion}"), &[("profesional", profesional), ("desde", desde)])
}

/// One booking, for who has its link.
pub fn reserva_en_linea(clinica: &str, token: &str) -> String {
    format!("/{clinica}/reservar/mia/{token}")
}

/// A step of it: `datos`, `codigo`, `envios`, `anulacion`.
pub fn reserva_en_linea_paso(clinica: &str, token: &str, paso: &str) -> String {
    format!("/{clinica}/reservar/mia/{token}/{paso}")
}

/// Those that wait for the clinic.
pub fn por_aprobar(clinica: &str) -> String {
    format!("/{clinica}/agenda/en-linea")
}

/// The answer to one: `aprobacion`, `rechazo`.
pub fn por_aprobar_respuesta(clinica: &str, id: i64, respuesta: &str) -> String {
    format!("/{clinica}/agenda/en-linea/{id}/{respuesta}")
}

pub fn configuracion_en_linea(clinica: &str) -> String {
    format!("/{clinica}/configuracion/en-linea")
}
