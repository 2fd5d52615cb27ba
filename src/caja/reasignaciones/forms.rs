//! What somebody types to move what a payment covers.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::values::dinero::Moneda;
use crate::web::form::Errores;

/// `a` is a sale, or empty for what stays in favour of the patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReasignacionForm {
    pub clave: String,
    pub de: String,
    pub a: String,
    pub monto: String,
    pub motivo: String,
}

/// What was typed, validated.
pub struct Movimiento {
    pub de: i64,
    pub a: Option<i64>,
    pub monto: Decimal,
    pub motivo: String,
}

impl ReasignacionForm {
    pub fn validar(&self, moneda: Moneda) -> Result<Movimiento, Errores> {
        let mut errores = Errores::default();
        let de = errores.tomar("de", self.de.parse().map_err(|_error| "Elige de qué venta sale.")).unwrap_or_default();
        let monto = errores.tomar("monto", moneda.parse(&self.monto)).unwrap_or_default();
        if monto.is_zero() && errores.get("monto").is_none() {
            errores.agregar("monto", "El monto debe ser mayor que cero.");
        }
        let motivo = self.motivo.trim().to_owned();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        if errores.hay() { Err(errores) } else { Ok(Movimiento { de, a: self.a.parse().ok(), monto, motivo }) }
    }
}
