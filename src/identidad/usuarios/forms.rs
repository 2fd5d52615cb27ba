//! What an administrator types about the people of a clinic.

use serde::Deserialize;

use crate::identidad::Rol;
use crate::values::correo::Correo;
use crate::values::texto;
use crate::web::form::Errores;

pub const NOMBRE_MAX: u16 = 120;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InvitarForm {
    pub nombre: String,
    pub correo: String,
    pub roles: Vec<String>,
}

#[derive(Debug)]
pub struct NuevoMiembro {
    pub nombre: String,
    pub correo: String,
    pub roles: Vec<Rol>,
}

impl InvitarForm {
    pub fn validar(&self) -> Result<NuevoMiembro, Errores> {
        let mut errores = Errores::default();
        let nombre = texto::nombre(&self.nombre);
        if nombre.is_empty() {
            errores.agregar("nombre", "Escribe el nombre.");
        }
        errores.limitar("nombre", &nombre, NOMBRE_MAX);
        let correo = errores.tomar("correo", Correo::parse(&self.correo));
        let roles = errores.tomar("roles", leer_roles(&self.roles));
        match (correo, roles) {
            (Some(correo), Some(roles)) if !errores.hay() => {
                Ok(NuevoMiembro { nombre, correo: correo.normalizado(), roles })
            }
            _ => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RolesForm {
    pub roles: Vec<String>,
    /// The roles there were when the form was shown.
    pub antes: String,
}

#[derive(Debug)]
pub struct CambioRoles {
    pub roles: Vec<Rol>,
    pub antes: String,
}

impl RolesForm {
    pub fn validar(&self) -> Result<CambioRoles, Errores> {
        let mut errores = Errores::default();
        match errores.tomar("roles", leer_roles(&self.roles)) {
            Some(roles) => Ok(CambioRoles { roles, antes: self.antes.clone() }),
            None => Err(errores),
        }
    }
}

fn leer_roles(codigos: &[String]) -> Result<Vec<Rol>, &'static str> {
    let roles: Vec<Rol> = codigos.iter().filter_map(|c| Rol::de_codigo(c)).collect();
    match roles.len() {
        0 => Err("Elige al menos un rol."),
        n if n < codigos.len() => Err("Ese rol no existe: recarga la página."),
        _ => Ok(roles),
    }
}
