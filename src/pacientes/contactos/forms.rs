//! The form of a contact.

use serde::Deserialize;

use super::model::{NuevoContacto, RELACIONES};
use crate::pacientes::NOMBRE_MAX;
use crate::values::correo::Correo;
use crate::values::rut::Rut;
use crate::values::telefono::Telefono;
use crate::values::texto;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContactoForm {
    pub nombre: String,
    pub relacion: String,
    pub rut: String,
    pub telefono: String,
    pub correo: String,
    pub responsable: bool,
    pub pagador: bool,
}

impl ContactoForm {
    pub fn validar(&self) -> Result<NuevoContacto, Errores> {
        let mut errores = Errores::default();
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &self.nombre, NOMBRE_MAX);
        if !RELACIONES.iter().any(|(codigo, _)| *codigo == self.relacion) {
            errores.agregar("relacion", "Elige qué es del paciente.");
        }
        let rut = lleno(&self.rut).and_then(|t| errores.tomar("rut", Rut::parse(t)));
        let telefono = lleno(&self.telefono).and_then(|t| errores.tomar("telefono", Telefono::parse(t)));
        let correo = lleno(&self.correo).and_then(|t| errores.tomar("correo", Correo::parse(t)));
        if self.pagador && self.rut.trim().is_empty() {
            errores.agregar("rut", "Para cobrarle hace falta su RUT.");
        }
        if !self.pagador && !self.responsable {
            errores.agregar("responsable", "Marca si responde por el paciente, si paga, o ambas.");
        }
        if errores.hay() {
            return Err(errores);
        }
        Ok(NuevoContacto {
            nombre,
            relacion: self.relacion.clone(),
            rut,
            telefono: telefono.map(|t| t.e164().to_owned()),
            correo: correo.map(|c| c.normalizado()),
            responsable: self.responsable,
            pagador: self.pagador,
        })
    }
}

fn lleno(texto: &str) -> Option<&str> {
    Some(texto.trim()).filter(|t| !t.is_empty())
}
