//! What an administrator types about a depósito.

use serde::Deserialize;

use super::model::DepositoEnLista;
use crate::values::texto;
use crate::web::form::Errores;

pub const NOMBRE_MAX: u16 = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DepositoForm {
    pub version: String,
    pub nombre: String,
    pub sucursal: String,
}

impl DepositoForm {
    pub fn de(deposito: &DepositoEnLista) -> Self {
        Self {
            version: deposito.version.to_string(),
            nombre: deposito.nombre.clone(),
            sucursal: deposito.sucursal_id.to_string(),
        }
    }

    pub fn nombre(&self) -> Result<String, Errores> {
        let mut errores = Errores::default();
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &nombre, NOMBRE_MAX);
        if errores.hay() { Err(errores) } else { Ok(nombre) }
    }

    /// The sucursal it is made in, and its name.
    pub fn nuevo(&self) -> Result<(i64, String), Errores> {
        let sucursal = self.sucursal.parse().map_err(|_not_an_id| "Elige la sucursal.");
        match (self.nombre(), sucursal) {
            (Ok(nombre), Ok(sucursal)) => Ok((sucursal, nombre)),
            (nombre, sucursal) => {
                let mut errores = nombre.err().unwrap_or_default();
                errores.tomar("sucursal", sucursal);
                Err(errores)
            }
        }
    }

    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }
}
