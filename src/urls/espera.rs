//! URLs of the waiting list.

use std::fmt::Display;

use super::{citas_nueva, con_filtros};

/// Who waits for an hour.
pub fn esperas(clinica: &str) -> String {
    format!("/{clinica}/agenda/espera")
}

/// The form that notes somebody, with what is known; empty is not.
pub fn espera_nueva(
    clinica: &str,
    paciente: impl Display,
    prestacion: impl Display,
    profesional: impl Display,
) -> String {
    let filtros: [(&str, &dyn Display); 3] =
        [("paciente", &paciente), ("prestacion", &prestacion), ("profesional", &profesional)];
    con_filtros(&format!("/{clinica}/agenda/espera/nueva"), &filtros)
}

/// Who waits for an hour that is free, and for so many minutes from it.
pub fn espera_hora(clinica: &str, hora: impl Display, minutos: i64) -> String {
    con_filtros(&format!("/{clinica}/agenda/espera/hora"), &[("hora", &hora), ("minutos", &minutos)])
}

/// Where a free hour is offered to them.
pub fn espera_ofertas(clinica: &str) -> String {
    format!("/{clinica}/agenda/espera/ofertas")
}

/// Where who waits says yes.
pub fn oferta(token: &str) -> String {
    format!("/o/{token}")
}

pub fn oferta_aceptacion(token: &str) -> String {
    format!("/o/{token}/aceptacion")
}

pub fn espera(clinica: &str, id: i64) -> String {
    format!("/{clinica}/agenda/espera/{id}")
}

/// The resource of one who waits: `hora` (their first one), `retiro`, `vuelta`.
pub fn espera_cambio(clinica: &str, id: i64, recurso: &str) -> String {
    format!("/{clinica}/agenda/espera/{id}/{recurso}")
}

/// The form that books for one who waits, with all of it filled.
pub fn espera_reserva(
    clinica: &str,
    espera: i64,
    hora: &dyn Display,
    prestacion: i64,
    paciente: i64,
    cualquiera: bool,
) -> String {
    let cualquiera = if cualquiera { "true" } else { "" };
    let filtros: [(&str, &dyn Display); 5] = [
        ("hora", hora),
        ("prestacion", &prestacion),
        ("paciente", &paciente),
        ("cualquiera", &cualquiera),
        ("espera", &espera),
    ];
    con_filtros(&citas_nueva(clinica), &filtros)
}
