//! What an administrator types about a box.

use serde::Deserialize;

use super::model::{Cuarto, NuevoBox};
use crate::catalogos::forms::{entero, lleno, numeros};
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BoxForm {
    pub version: String,
    pub sucursal: String,
    pub nombre: String,
    pub capacidad: String,
    pub archivado: bool,
    pub prestaciones: Vec<String>,
}

pub struct BoxValido {
    pub sucursal: i64,
    pub datos: NuevoBox,
    pub prestaciones: Vec<i64>,
}

impl BoxForm {
    pub fn nuevo() -> Self {
        Self { capacidad: "1".into(), ..Self::default() }
    }

    pub fn de(cuarto: &Cuarto) -> Self {
        Self {
            version: cuarto.version.to_string(),
            sucursal: cuarto.sucursal_id.to_string(),
            nombre: cuarto.nombre.clone(),
            capacidad: cuarto.capacidad.to_string(),
            archivado: !cuarto.activo,
            prestaciones: cuarto.prestaciones.iter().map(ToString::to_string).collect(),
        }
    }

    pub fn validar(&self) -> Result<BoxValido, Errores> {
        let mut errores = Errores::default();
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        let capacidad = entero(&mut errores, "capacidad", &self.capacidad, 1, 100);
        let sucursal = errores.tomar("sucursal", self.sucursal.parse().map_err(|_not_an_id| "Elige la sucursal."));
        let estado = if self.archivado { "archivado" } else { "activo" };
        match sucursal {
            Some(sucursal) if !errores.hay() => Ok(BoxValido {
                sucursal,
                datos: NuevoBox { nombre, capacidad, estado },
                prestaciones: numeros(&self.prestaciones),
            }),
            _ => Err(errores),
        }
    }
}
