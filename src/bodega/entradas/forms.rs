//! What people type of goods that come in.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::bodega::forms::fecha_opcional;
use crate::bodega::stock::{NuevaEntrada, NuevoLote};
use crate::values::cantidad;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EntradaForm {
    pub clave: String,
    pub deposito: String,
    pub codigo: String,
    pub lote: String,
    pub caduca: String,
    pub cantidad: String,
    pub costo: String,
    pub documento: String,
    pub efectiva: String,
}

impl EntradaForm {
    /// `hoy` is the effective date when none is written; the future has not happened.
    pub fn validar(&self, insumo_id: Option<i64>, hoy: NaiveDate) -> Result<NuevaEntrada, Errores> {
        let mut errores = Errores::default();
        let insumo_id = errores.tomar("codigo", insumo_id.ok_or("Ningún insumo tiene ese código."));
        let deposito_id = errores.tomar("deposito", self.deposito.parse().map_err(|_error| "Elige el depósito."));
        if self.lote.trim().is_empty() {
            errores.agregar("lote", "Escribe el código del lote.");
        }
        let caduca = errores.tomar("caduca", fecha_opcional(&self.caduca));
        let efectiva = errores.tomar("efectiva", fecha_opcional(&self.efectiva)).map(|f| f.unwrap_or(hoy));
        if efectiva.is_some_and(|f| f > hoy) {
            errores.agregar("efectiva", "La fecha no puede ser futura.");
        }
        let cantidad = errores.tomar("cantidad", cantidad::parse(&self.cantidad));
        let costo = errores.tomar("costo", cantidad::parse_cero(&self.costo, 6));
        match (insumo_id, deposito_id, caduca, efectiva, cantidad, costo) {
            (Some(insumo_id), Some(deposito_id), Some(caduca), Some(efectiva), Some(cantidad), Some(costo))
                if !errores.hay() =>
            {
                let lote = NuevoLote { insumo_id, codigo: self.lote.trim().into(), caduca, cantidad, costo };
                Ok(NuevaEntrada { deposito_id, lote, documento: self.documento.trim().into(), efectiva })
            }
            _ => Err(errores),
        }
    }
}
