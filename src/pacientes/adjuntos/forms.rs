//! The forms that add a document and take it off.

use serde::Deserialize;

use super::model::NuevoAdjunto;
use crate::values::archivo;
use crate::values::texto;
use crate::web::Subida;
use crate::web::form::Errores;

pub const DESCRIPCION_MAX: u16 = 200;
pub const MOTIVO_MAX: u16 = 200;

pub const CONTENIDOS: [(&str, &str); 2] = [
    ("administrativo", "Administrativo: cédula, orden, autorización, comprobante"),
    ("clinico", "Clínico: exámenes, informes, recetas"),
];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AdjuntoForm {
    pub contenido: String,
    pub descripcion: String,
}

impl AdjuntoForm {
    pub fn validar(&self, subida: Subida) -> Result<NuevoAdjunto, Errores> {
        let mut errores = Errores::default();
        let archivo = match subida {
            Subida::Nada => Err("Elige el archivo.".to_owned()),
            Subida::Excede => Err("Pesa más de 10 MB: adjunta uno más liviano.".to_owned()),
            Subida::Archivo(archivo) => archivo::reconocer(&archivo.nombre, &archivo.bytes)
                .map(|(tipo, nombre)| (tipo, nombre, archivo.bytes))
                .map_err(|no| no.to_string()),
        };
        let archivo = errores.tomar("archivo", archivo);
        if !CONTENIDOS.iter().any(|(codigo, _)| *codigo == self.contenido) {
            errores.agregar("contenido", "Elige qué contiene.");
        }
        errores.limitar("descripcion", &self.descripcion, DESCRIPCION_MAX);
        match archivo {
            Some((tipo, nombre, bytes)) if !errores.hay() => {
                let clinico = self.contenido == "clinico";
                Ok(NuevoAdjunto { clinico, nombre, tipo, descripcion: texto::nombre(&self.descripcion), bytes })
            }
            Some(_) => {
                // No browser lets a page choose it again for somebody.
                errores.agregar("archivo", "Elige el archivo otra vez.");
                Err(errores)
            }
            None => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetiroForm {
    pub motivo: String,
}

impl RetiroForm {
    pub fn validar(&self) -> Result<String, Errores> {
        let motivo = texto::nombre(&self.motivo);
        let mut errores = Errores::default();
        if motivo.is_empty() {
            errores.agregar("motivo", "Escribe por qué se quita.");
        }
        errores.limitar("motivo", &motivo, MOTIVO_MAX);
        if errores.hay() { Err(errores) } else { Ok(motivo) }
    }
}
