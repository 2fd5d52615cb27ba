//! What an administrator types about a drawer.

use serde::Deserialize;

use super::model::{Cajon, CambiosCaja, NuevaCaja};
use crate::values::texto;
use crate::web::form::Errores;

pub const NOMBRE_MAX: u16 = 60;
pub const PREFIJO_MAX: u16 = 6;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CajaForm {
    pub version: String,
    pub nombre: String,
    pub deposito: String,
    pub prefijo: String,
    pub archivada: bool,
}

impl CajaForm {
    pub fn de(caja: &Cajon) -> Self {
        Self {
            version: caja.version.to_string(),
            nombre: caja.nombre.clone(),
            deposito: caja.deposito_id.to_string(),
            prefijo: caja.prefijo.clone(),
            archivada: !caja.activa,
        }
    }

    pub fn nueva(&self) -> Result<NuevaCaja, Errores> {
        let mut errores = Errores::default();
        let (nombre, deposito) = self.comunes(&mut errores);
        let prefijo = self.prefijo.trim().to_uppercase();
        if prefijo.len() > PREFIJO_MAX.into() || !prefijo.bytes().all(|b| b.is_ascii_alphanumeric()) {
            errores.agregar("prefijo", format!("Usa hasta {PREFIJO_MAX} letras o números, sin acentos."));
        }
        match deposito {
            Some(deposito_id) if !errores.hay() => {
                Ok(NuevaCaja { nombre, deposito_id, prefijo: Some(prefijo).filter(|p| !p.is_empty()) })
            }
            _ => Err(errores),
        }
    }

    pub fn cambios(&self, id: i64) -> Result<CambiosCaja, Errores> {
        let mut errores = Errores::default();
        let (nombre, deposito) = self.comunes(&mut errores);
        let version = self.version.parse().unwrap_or_default();
        match deposito {
            Some(deposito_id) if !errores.hay() => {
                Ok(CambiosCaja { id, version, nombre, deposito_id, activa: !self.archivada })
            }
            _ => Err(errores),
        }
    }

    fn comunes(&self, errores: &mut Errores) -> (String, Option<i64>) {
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &nombre, NOMBRE_MAX);
        let deposito = self.deposito.parse().map_err(|_not_an_id| "Elige el depósito.");
        (nombre, errores.tomar("deposito", deposito))
    }
}
