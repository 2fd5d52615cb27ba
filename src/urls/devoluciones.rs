//! Of refunds and notes of credit.

use super::con_filtros;

/// Those that wait for somebody.
pub fn devoluciones(clinica: &str) -> String {
    format!("/{clinica}/caja/devoluciones")
}

pub fn devoluciones_de_venta(clinica: &str, venta: i64) -> String {
    con_filtros(&devoluciones(clinica), &[("venta", &venta)])
}

/// Asking for one: of a payment, or of what the sale still owes.
pub fn devolucion_nueva(clinica: &str, venta: i64, pago: Option<i64>) -> String {
    let pago = pago.map(|id| id.to_string()).unwrap_or_default();
    con_filtros(&format!("/{clinica}/caja/ventas/{venta}/devolucion"), &[("pago", &pago)])
}

pub fn devolucion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/devoluciones/{id}")
}

pub fn devolucion_resolucion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/devoluciones/{id}/resolucion")
}

pub fn devolucion_retiro(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/devoluciones/{id}/retiro")
}

pub fn devolucion_pago(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/devoluciones/{id}/pago")
}

/// A note of credit to look at; on paper it is a copy.
pub fn nota(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/notas/{id}")
}

pub fn nota_impresiones(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/notas/{id}/impresiones")
}

pub fn venta_anulacion(clinica: &str, venta: i64) -> String {
    format!("/{clinica}/caja/ventas/{venta}/anulacion")
}
