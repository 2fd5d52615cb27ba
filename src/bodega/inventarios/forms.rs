//! What is typed of a count.

use serde::Deserialize;

use super::model::NuevoInventario;
use crate::web::form::Errores;

pub const NOTA_MAX: u16 = 200;
pub const MOTIVO_MAX: u16 = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InventariosFiltro {
    pub antes: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InventarioForm {
    pub clave: String,
    pub deposito: String,
    pub categoria: String,
    pub nota: String,
}

impl InventarioForm {
    pub fn validar(&self) -> Result<NuevoInventario, Errores> {
        let mut errores = Errores::default();
        let deposito = errores.tomar("deposito", self.deposito.parse().map_err(|_not_an_id| "Elige el depósito."));
        errores.limitar("nota", &self.nota, NOTA_MAX);
        match deposito {
            Some(deposito_id) if !errores.hay() => {
                let (categoria, nota) = (self.categoria.clone(), self.nota.trim().to_owned());
                Ok(NuevoInventario { deposito_id, categoria, nota })
            }
            _ => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CierreForm {
    pub ronda: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AprobacionForm {
    pub clave: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AnulacionForm {
    pub motivo: String,
}

impl AnulacionForm {
    pub fn validar(&self) -> Result<String, Errores> {
        let mut errores = Errores::default();
        if self.motivo.trim().is_empty() {
            errores.agregar("motivo", "Escribe el motivo.");
        }
        errores.limitar("motivo", &self.motivo, MOTIVO_MAX);
        if errores.hay() { Err(errores) } else { Ok(self.motivo.trim().to_owned()) }
    }
}
