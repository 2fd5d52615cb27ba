//! Of the commissions of professionals.

/// What waits to be settled, and what was.
pub fn comisiones(clinica: &str) -> String {
    format!("/{clinica}/caja/comisiones")
}

pub fn comisiones_de(clinica: &str, profesional: i64) -> String {
    format!("/{clinica}/caja/comisiones/{profesional}")
}

pub fn liquidacion(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/liquidaciones/{id}")
}

pub fn liquidacion_impresa(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/liquidaciones/{id}/impresa")
}

pub fn liquidacion_csv(clinica: &str, id: i64) -> String {
    format!("/{clinica}/caja/liquidaciones/{id}/csv")
}

/// The rules.
pub fn configuracion_comisiones(clinica: &str) -> String {
    format!("/{clinica}/configuracion/comisiones")
}

pub fn configuracion_comision_termino(clinica: &str, id: i64) -> String {
    format!("/{clinica}/configuracion/comisiones/{id}/termino")
}
