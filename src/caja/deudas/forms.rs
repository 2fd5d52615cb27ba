//! What a list of debts is filtered by, and what somebody pays of theirs.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::model::Deuda;
use crate::caja::ventas::{MedioEntregado, medios, sesion};
use crate::values::dinero::Moneda;
use crate::values::texto;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeudasFiltro {
    pub q: String,
    /// After the debt of this sale.
    pub tras: String,
}

impl DeudasFiltro {
    pub fn tras(&self) -> i64 {
        self.tras.parse().unwrap_or_default()
    }

    /// Each word of a name, anywhere in it.
    pub fn palabras(&self) -> Vec<String> {
        texto::normalizar(&self.q).split_whitespace().map(|palabra| format!("%{palabra}%")).collect()
    }
}

/// A payment of a patient, as typed: `venta` names the sales it goes to, `paga` is how much, `monto` how, in the order of `Metodo::TODOS`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CuentaForm {
    pub clave: String,
    pub sesion: String,
    pub venta: Vec<String>,
    pub paga: String,
    pub pagador: String,
    pub monto: Vec<String>,
    pub referencia: Vec<String>,
}

/// What was typed, validated.
pub struct Recibido {
    pub sesion_id: i64,
    pub ventas: Vec<i64>,
    pub monto: Decimal,
    pub medios: Vec<MedioEntregado>,
}

impl CuentaForm {
    /// All of what is owed, by the patient: what is paid most.
    pub fn completa(deudas: &[Deuda], quien: &str, escribir: impl Fn(Decimal) -> String) -> Self {
        let debe = deudas.iter().map(|d| d.debe).sum::<Decimal>();
        Self {
            venta: deudas.iter().map(|d| d.venta_id.to_string()).collect(),
            paga: if debe.is_zero() { String::new() } else { escribir(debe) },
            pagador: quien.into(),
            ..Self::default()
        }
    }

    pub fn validar(&self, moneda: Moneda) -> Result<Recibido, Errores> {
        let mut errores = Errores::default();
        let mut ventas: Vec<i64> = self.venta.iter().filter_map(|id| id.parse().ok()).collect();
        ventas.sort_unstable();
        ventas.dedup();
        let monto = errores.tomar("paga", moneda.parse(&self.paga)).unwrap_or_default();
        let medios = medios(&self.monto, &self.referencia, moneda, &mut errores);
        let sesion_id = sesion(&self.sesion, &mut errores);
        if errores.hay() { Err(errores) } else { Ok(Recibido { sesion_id, ventas, monto, medios }) }
    }
}
