//! What an administrator types about a date.

use serde::Deserialize;

use super::model::NuevaPalabra;
use crate::catalogos::forms::{fecha, lleno};
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FeriadoForm {
    pub fecha: String,
    pub nombre: String,
    /// Empty: all of them.
    pub sucursal: String,
    /// `abre` or `cierra`.
    pub palabra: String,
}

impl FeriadoForm {
    pub fn nuevo() -> Self {
        Self { palabra: "cierra".into(), ..Self::default() }
    }

    pub fn validar(&self) -> Result<NuevaPalabra, Errores> {
        let mut errores = Errores::default();
        let fecha = fecha(&mut errores, "fecha", &self.fecha);
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe por qué.");
        let sucursal_id = match self.sucursal.as_str() {
            "" => None,
            id => errores.tomar("sucursal", id.parse().map_err(|_not_an_id| "Elige una sucursal de la lista.")),
        };
        if !["abre", "cierra"].contains(&self.palabra.as_str()) {
            errores.agregar("palabra", "Elige si se atiende o no.");
        }
        match fecha {
            Some(fecha) if !errores.hay() => {
                Ok(NuevaPalabra { fecha, sucursal_id, nombre, atiende: self.palabra == "abre" })
            }
            _ => Err(errores),
        }
    }
}
