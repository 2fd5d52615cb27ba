//! What is typed of a proveedor.

use serde::Deserialize;

use super::model::{NuevoProveedor, Proveedor};
use crate::values::correo::Correo;
use crate::values::rut::Rut;
use crate::values::telefono::Telefono;
use crate::values::texto;
use crate::web::form::Errores;

pub const NOMBRE_MAX: u16 = 120;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProveedoresFiltro {
    pub q: String,
    pub archivados: bool,
    /// The last row of the page before.
    pub desde: String,
    pub desde_id: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProveedorForm {
    pub version: String,
    pub nombre: String,
    pub rut: String,
    pub contacto: String,
    pub telefono: String,
    pub correo: String,
    pub archivado: bool,
}

impl ProveedorForm {
    pub fn de(proveedor: &Proveedor) -> Self {
        Self {
            version: proveedor.version.to_string(),
            nombre: proveedor.nombre.clone(),
            rut: proveedor.rut(),
            contacto: proveedor.contacto.clone(),
            telefono: proveedor.telefono(),
            correo: proveedor.correo.clone().unwrap_or_default(),
            archivado: !proveedor.activo,
        }
    }

    pub fn validar(&self) -> Result<NuevoProveedor, Errores> {
        let mut errores = Errores::default();
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &nombre, NOMBRE_MAX);
        errores.limitar("contacto", &self.contacto, NOMBRE_MAX);
        let rut = lleno(&self.rut).and_then(|t| errores.tomar("rut", Rut::parse(t)));
        let telefono = lleno(&self.telefono).and_then(|t| errores.tomar("telefono", Telefono::parse(t)));
        let correo = lleno(&self.correo).and_then(|t| errores.tomar("correo", Correo::parse(t)));
        if errores.hay() {
            return Err(errores);
        }
        Ok(NuevoProveedor {
            nombre,
            rut,
            contacto: texto::nombre(&self.contacto),
            telefono: telefono.map(|t| t.e164().to_owned()),
            correo: correo.map(|c| c.normalizado()),
            archivado: self.archivado,
        })
    }
}

fn lleno(texto: &str) -> Option<&str> {
    Some(texto.trim()).filter(|t| !t.is_empty())
}
