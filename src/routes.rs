//! The only route table: method, path, access, handler. What is not here does not exist.

use crate::escritorio::pages as escritorio;
use crate::identidad::pages as identidad;
use crate::web::Acceso::{Miembro, Publico, Recurso, Sesion};
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, assets, ruta, salud};

pub fn tabla() -> Vec<Ruta> {
    vec![
        ruta(Get, "/salud", Recurso, salud::salud),
        ruta(Get, "/listo", Publico, salud::listo),
        ruta(Get, "/assets/*path", Recurso, assets::asset),
        ruta(Get, "/", Sesion, identidad::inicio),
        ruta(Get, "/entrar", Publico, identidad::entrar),
        ruta(Post, "/entrar", Publico, identidad::ingresar),
        ruta(Post, "/salir", Sesion, identidad::salir),
        ruta(Get, "/clinicas", Sesion, identidad::elegir_clinica),
        ruta(Get, "/:clinica/", Miembro, escritorio::hoy),
    ]
}
