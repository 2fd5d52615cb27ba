//! Of sales.

use super::con_filtros;

pub fn ventas(clinica: &str) -> String {
    format!("/{clinica}/caja/ventas")
}

/// The sale of a cita, or of goods alone.
pub fn venta_nueva(clinica: &str, cita: Option<i64>) -> String {
    let cita = cita.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/caja/ventas/nueva"), &[("cita", &cita)])
}

/// A sale to a patient who has no cita for it.
pub fn venta_para(clinica: &str, paciente: i64) -> String {
    con_filtros(&format!("/{clinica}/caja/ventas/nueva"), &[("paciente", &paciente)])
}

/// What a sale would come to, as typed so far.
pub fn ventas_calculo(clinica: &str) -> String {
    format!("/{clinica}/caja/ventas/calculo")
}

pub fn venta(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/ventas/{id}")
}

pub fn venta_pagos(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/ventas/{id}/pagos")
}

/// Who owes.
pub fn por_cobrar(clinica: &str) -> String {
    format!("/{clinica}/caja/por-cobrar")
}

/// What a patient owes.
pub fn por_cobrar_de(clinica: &str, paciente: i64) -> String {
    format!("/{clinica}/caja/por-cobrar/{paciente}")
}
