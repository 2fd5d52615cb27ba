//! Of payments and their receipts.

use super::con_filtros;

/// A receipt to look at; on paper it is a copy.
pub fn recibo(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/recibo")
}

/// A receipt as it left for the printer, `formato` being `80mm` or `a4`.
pub fn recibo_impreso(clinica: &str, pago: i64, impresion: i64, formato: &str) -> String {
    con_filtros(&recibo(clinica, pago), &[("impresion", &impresion), ("formato", &formato)])
}

pub fn recibo_impresiones(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/impresiones")
}

pub fn pago_anulacion(clinica: &str, pago: i64) -> String {
    format!("/{clinica}/caja/pagos/{pago}/anulacion")
}
