//! What is typed while counting.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::bodega::forms::{codigo_de_barras, fecha_opcional, opcional};
use crate::bodega::inventarios::model::{Anotacion, Hallazgo};
use crate::bodega::inventarios::queries::Buscado;
use crate::values::texto::normalizar;
use crate::values::{cantidad, gs1};
use crate::web::form::Errores;

pub const LOTE_MAX: u16 = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConteoForm {
    pub clave: String,
    /// What was searched, or scanned.
    pub q: String,
    /// The label at hand.
    pub lote: String,
    pub cantidad: String,
    /// The line of theirs that is corrected.
    pub reemplaza: String,
}

impl ConteoForm {
    /// A scanner types into the search as anybody does; what it reads of the lot leaves the others out.
    pub fn buscado(&self, hoy: NaiveDate) -> Buscado {
        let texto = normalizar(&self.q);
        match gs1::leer(&self.q, hoy).ok().flatten() {
            Some(leido) => Buscado { texto, barras: leido.gtin, lote: leido.lote },
            None => Buscado { texto, barras: Some(codigo_de_barras(&self.q)), lote: None },
        }
    }

    pub fn validar(&self, inventario_id: i64) -> Result<Anotacion, Errores> {
        let mut errores = Errores::default();
        let cantidad = errores.tomar("cantidad", cantidad::parse_cero(&self.cantidad, 3));
        let lote = errores.tomar("lote", self.lote.parse().map_err(|_not_an_id| "Elige un lote de la lista."));
        match (cantidad, lote) {
            (Some(cantidad), Some(lote_id)) => {
                Ok(Anotacion { inventario_id, lote_id, cantidad, reemplaza: self.reemplaza.parse().ok() })
            }
            _ => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HallazgoForm {
    pub clave: String,
    pub insumo: String,
    pub codigo: String,
    pub caduca: String,
    pub costo: String,
    pub cantidad: String,
}

impl HallazgoForm {
    pub fn validar(&self, inventario_id: i64, insumo_id: Option<i64>) -> Result<Hallazgo, Errores> {
        let mut errores = Errores::default();
        let insumo_id = errores.tomar("insumo", insumo_id.ok_or("Ningún insumo tiene ese código."));
        if self.codigo.trim().is_empty() {
            errores.agregar("codigo", "Escribe el código del lote, o «sin lote» si no lo trae.");
        }
        errores.limitar("codigo", &self.codigo, LOTE_MAX);
        let caduca = errores.tomar("caduca", fecha_opcional(&self.caduca));
        let costo = errores.tomar("costo", opcional(&self.costo, |texto| cantidad::parse_cero(texto, 6)));
        let cantidad = errores.tomar("cantidad", cantidad::parse(&self.cantidad));
        match (insumo_id, caduca, costo, cantidad) {
            (Some(insumo_id), Some(caduca), Some(costo), Some(cantidad)) if !errores.hay() => {
                let codigo = self.codigo.trim().to_owned();
                Ok(Hallazgo { inventario_id, insumo_id, codigo, caduca, costo, cantidad })
            }
            _ => Err(errores),
        }
    }
}
