//! What an administrator types about a professional.

use serde::Deserialize;

use super::model::{NuevoProfesional, Profesional};
use crate::catalogos::forms::{NOMBRE_MAX, color, entero, lleno, numeros};
use crate::values::texto;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfesionalForm {
    pub version: String,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub sobrecupos: String,
    pub trabaja_feriados: bool,
    pub archivado: bool,
    pub prestaciones: Vec<String>,
    /// Of the person who signs in; empty: nobody does.
    pub membresia: String,
}

pub struct ProfesionalValido {
    pub datos: NuevoProfesional,
    pub prestaciones: Vec<i64>,
}

impl ProfesionalForm {
    pub fn nuevo() -> Self {
        Self { sobrecupos: "3".into(), color: "blue".into(), ..Self::default() }
    }

    pub fn de(profesional: &Profesional, prestaciones: &[i64]) -> Self {
        Self {
            version: profesional.version.to_string(),
            nombre: profesional.nombre.clone(),
            especialidad: profesional.especialidad.clone(),
            color: profesional.color.clone(),
            sobrecupos: profesional.sobrecupos_maximo.to_string(),
            trabaja_feriados: profesional.trabaja_feriados,
            archivado: profesional.estado != "activo",
            prestaciones: prestaciones.iter().map(ToString::to_string).collect(),
            membresia: profesional.membresia_id.map(|id| id.to_string()).unwrap_or_default(),
        }
    }

    pub fn validar(&self) -> Result<ProfesionalValido, Errores> {
        let mut errores = Errores::default();
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        let color = color(&mut errores, &self.color);
        let sobrecupos_maximo = entero(&mut errores, "sobrecupos", &self.sobrecupos, 0, 50);
        let membresia_id = self.membresia(&mut errores);
        errores.limitar("especialidad", &self.especialidad, NOMBRE_MAX);
        if errores.hay() {
            return Err(errores);
        }
        let datos = NuevoProfesional {
            membresia_id,
            nombre,
            especialidad: texto::nombre(&self.especialidad),
            color,
            trabaja_feriados: self.trabaja_feriados,
            sobrecupos_maximo,
            estado: if self.archivado { "archivado" } else { "activo" },
        };
        Ok(ProfesionalValido { datos, prestaciones: numeros(&self.prestaciones) })
    }

    fn membresia(&self, errores: &mut Errores) -> Option<i64> {
        if self.membresia.is_empty() {
            return None;
        }
        errores.tomar("membresia", self.membresia.parse().map_err(|_not_an_id| "Elige a una persona de la lista."))
    }
}
