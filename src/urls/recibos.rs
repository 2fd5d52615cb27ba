//! Of payments and their receipts.

/// Those of a day, or those that somebody looks for.
pub fn recibos(clinica: &str) -> String {
    format!("/{clinica}/caja/recibos")
}

/// A receipt to look at; on paper it is a copy.
pub fn recibo(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/recibo")
}

/// Where a receipt is printed; the answer is the paper.
pub fn recibo_impresiones(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/impresiones")
}

pub fn pago_anulacion(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/anulacion")
}

/// Where the money of a payment is, and moving it.
pub fn pago_reasignaciones(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/reasignaciones")
}
