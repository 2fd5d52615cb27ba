//! Of budgets.

use super::con_filtros;

pub fn presupuestos(clinica: &str) -> String {
    format!("/{clinica}/caja/presupuestos")
}

pub fn presupuesto_nuevo(clinica: &str, paciente: i64) -> String {
    con_filtros(&format!("/{clinica}/caja/presupuestos/nuevo"), &[("paciente", &paciente)])
}

/// A new one that begins as this one is.
pub fn presupuesto_copia(clinica: &str, de: i64) -> String {
    con_filtros(&format!("/{clinica}/caja/presupuestos/nuevo"), &[("de", &de)])
}

/// What it would come to, as typed so far.
pub fn presupuestos_calculo(clinica: &str) -> String {
    format!("/{clinica}/caja/presupuestos/calculo")
}

pub fn presupuesto(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/presupuestos/{id}")
}

pub fn presupuesto_editar(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/presupuestos/{id}/editar")
}

/// Accepted, rejected, annulled.
pub fn presupuesto_resolucion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/presupuestos/{id}/resolucion")
}

/// By e-mail, to its patient.
pub fn presupuesto_envios(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/presupuestos/{id}/envios")
}

/// On paper, or as a PDF when `formato` says so.
pub fn presupuesto_impreso(clinica: &str, id: i64, formato: &str) -> String {
    con_filtros(&format!("/{clinica}/caja/presupuestos/{id}/impreso"), &[("formato", &formato)])
}
