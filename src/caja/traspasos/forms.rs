//! What people type to send cash to another drawer, or to ask it for some.

use serde::Deserialize;

use super::model::{Lado, NuevoTraspaso};
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TraspasoForm {
    pub clave: String,
    /// `enviar` or `pedir`.
    pub que: String,
    pub otra: String,
    pub monto: String,
    pub motivo: String,
}

impl TraspasoForm {
    pub fn validar(&self, sesion_id: i64, moneda: Moneda) -> Result<NuevoTraspaso, Errores> {
        let mut errores = Errores::default();
        let pide = errores.tomar("que", self.lado().ok_or("Elige si envías o pides."));
        let otra: Option<i64> = errores.tomar("otra", self.otra.parse().map_err(|_not_an_id| "Elige la otra caja."));
        let monto = errores.tomar("monto", moneda.parse(&self.monto));
        if monto.is_some_and(|m| m.is_zero()) {
            errores.agregar("monto", "El monto debe ser mayor que cero.");
        }
        let motivo = self.motivo.trim().to_owned();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        match (pide, otra, monto) {
            (Some(pide), Some(otra), Some(monto)) if !errores.hay() => {
                let (origen_id, destino_id) = if pide == Lado::Origen { (sesion_id, otra) } else { (otra, sesion_id) };
                Ok(NuevoTraspaso { origen_id, destino_id, pide, monto, motivo })
            }
            _ => Err(errores),
        }
    }

    fn lado(&self) -> Option<Lado> {
        match self.que.as_str() {
            "enviar" => Some(Lado::Origen),
            "pedir" => Some(Lado::Destino),
            _ => None,
        }
    }
}

/// An answer: nothing is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RespuestaForm {
    pub clave: String,
    /// The session whose page it was sent from.
    pub sesion: String,
}
