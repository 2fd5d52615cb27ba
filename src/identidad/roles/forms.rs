//! The matrix of roles and permissions, as it is sent.

use serde::Deserialize;

use crate::identidad::{Permiso, Rol};
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MatrizForm {
    /// `recepcion:agenda.ver`, one for each checked box.
    pub concedidos: Vec<String>,
    pub antes: String,
}

#[derive(Debug)]
pub struct CambioPermisos {
    pub concedidos: Vec<(Rol, Permiso)>,
    /// The version of the matrix that was shown.
    pub antes: String,
}

impl MatrizForm {
    pub fn validar(&self) -> Result<CambioPermisos, Errores> {
        let concedidos: Option<Vec<_>> = self.concedidos.iter().map(|celda| leer(celda)).collect();
        match concedidos {
            Some(concedidos) => Ok(CambioPermisos { concedidos, antes: self.antes.clone() }),
            None => Err(Errores::de("", "Esa combinación de rol y permiso no existe: recarga la página.")),
        }
    }
}

/// Which roles need a second factor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExigirForm {
    pub exigen: Vec<String>,
}

impl ExigirForm {
    pub fn validar(&self) -> Result<Vec<Rol>, Errores> {
        let roles: Option<Vec<_>> = self.exigen.iter().map(|codigo| Rol::de_codigo(codigo)).collect();
        roles.ok_or_else(|| Errores::de("exigen", "Ese rol no existe: recarga la página."))
    }
}

fn leer(celda: &str) -> Option<(Rol, Permiso)> {
    let (rol, permiso) = celda.split_once(':')?;
    Some((Rol::de_codigo(rol)?, Permiso::de_codigo(permiso)?))
}

/// The value of one box.
pub fn celda(rol: Rol, permiso: Permiso) -> String {
    format!("{}:{}", rol.codigo(), permiso.codigo())
}
