//! URLs of the waiting room, of what is live, and of calendars.

use std::fmt::Display;

use super::con_filtros;

/// Who waits; empty filters are left out.
pub fn sala(clinica: &str, profesional: &str, en_box: &str) -> String {
    con_filtros(&format!("/{clinica}/sala"), &[("profesional", &profesional), ("box", &en_box)])
}

/// The wall.
pub fn sala_pantalla(clinica: &str) -> String {
    format!("/{clinica}/sala/pantalla")
}

pub fn sala_vivo(clinica: &str, visto: &str) -> String {
    con_filtros(&format!("/{clinica}/sala/vivo"), &[("visto", &visto)])
}

/// The resource of a change of one who waits: `llamados`, `atencion`…
pub fn sala_cambio(clinica: &str, cita: i64, recurso: &str, profesional: &str, en_box: &str) -> String {
    con_filtros(&format!("/{clinica}/sala/{cita}/{recurso}"), &[("profesional", &profesional), ("box", &en_box)])
}

/// The stream that says when some days change; `visto` is their version on the page.
pub fn agenda_vivo(clinica: &str, fecha: impl Display, dias: impl Display, visto: &str) -> String {
    con_filtros(&format!("/{clinica}/agenda/{fecha}/vivo"), &[("dias", &dias), ("visto", &visto)])
}

/// The secret link of a professional's calendar.
pub fn profesional_calendario(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{id}/calendario")
}

pub fn profesional_calendario_revocacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/profesionales/{id}/calendario/revocacion")
}

/// A calendar to subscribe to.
pub fn ical(token: &str) -> String {
    format!("/ical/{token}.ics")
}
