//! What people type to sign in and to manage accounts.

use serde::Deserialize;

use super::clave;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct IngresoForm {
    pub correo: String,
    pub clave: String,
    /// Where the person was going.
    pub luego: String,
}

impl IngresoForm {
    pub fn validar(&self) -> Result<(), Errores> {
        let mut errores = Errores::default();
        if self.correo.trim().is_empty() {
            errores.agregar("correo", "Escribe tu correo.");
        }
        if self.clave.is_empty() {
            errores.agregar("clave", "Escribe tu clave.");
        }
        if errores.hay() { Err(errores) } else { Ok(()) }
    }

    pub fn destino(&self) -> Option<&str> {
        destino(&self.luego)
    }
}

/// Only a path of ours: a link must not send a fresh session elsewhere. A browser drops tabs from an address, so that
/// `/<tab>/x` would leave as `//x` does.
pub fn destino(luego: &str) -> Option<&str> {
    let propia = luego.starts_with('/') && !luego.starts_with("//") && !luego.contains('\\');
    (propia && luego.bytes().all(|b| b.is_ascii_graphic())).then_some(luego)
}

/// A new password typed twice, in the fields `nueva` and `repetida`.
pub fn revisar_nueva(errores: &mut Errores, nueva: &str, repetida: &str, correo: &str, nombre: &str) {
    if let Some(motivo) = clave::objecion(nueva, correo, nombre) {
        errores.agregar("nueva", motivo);
    } else if nueva != repetida {
        errores.agregar("repetida", "No es igual a la de arriba: escríbela otra vez.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luego_solo_lleva_dentro_de_casa() {
        let con = |luego: &str| IngresoForm { luego: luego.into(), ..Default::default() };
        assert_eq!(con("/norte/agenda").destino(), Some("/norte/agenda"));
        for fuera in ["", "//mal.cl", "https://mal.cl", "/\\mal.cl", "/\t/mal.cl"] {
            assert_eq!(con(fuera).destino(), None, "{fuera}");
        }
    }
}
