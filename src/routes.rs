//! The only route table: method, path, access, handler. What is not here does not exist.

use crate::auditoria::pages as auditoria;
use crate::avisos::correo::pages as correo;
use crate::avisos::pages as avisos;
use crate::escritorio::pages as escritorio;
use crate::identidad::Permiso::{AuditoriaVer, AvisosVer, PacientesEditar, PacientesVer};
use crate::identidad::pages as identidad;
use crate::pacientes::pages as pacientes;
use crate::web::Acceso::{Miembro, Permiso, Publico, Recurso, Sesion};
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
        ruta(Get, "/:clinica/buscar", Permiso(PacientesVer), escritorio::buscar),
        ruta(Get, "/:clinica/pacientes", Permiso(PacientesVer), pacientes::lista),
        ruta(Post, "/:clinica/pacientes", Permiso(PacientesEditar), pacientes::crear),
        ruta(Get, "/:clinica/pacientes/nuevo", Permiso(PacientesEditar), pacientes::nuevo),
        ruta(Get, "/:clinica/pacientes/:id", Permiso(PacientesVer), pacientes::ver),
        ruta(Post, "/:clinica/pacientes/:id", Permiso(PacientesEditar), pacientes::guardar),
        ruta(Get, "/:clinica/pacientes/:id/editar", Permiso(PacientesEditar), pacientes::editar),
        ruta(Post, "/:clinica/pacientes/:id/archivo", Permiso(PacientesEditar), pacientes::archivar),
        ruta(Post, "/:clinica/pacientes/:id/reactivacion", Permiso(PacientesEditar), pacientes::reactivar),
        ruta(Get, "/:clinica/auditoria", Permiso(AuditoriaVer), auditoria::lista),
        ruta(Get, "/:clinica/avisos", Permiso(AvisosVer), avisos::lista),
        ruta(Get, "/:clinica/avisos/:id", Permiso(AvisosVer), avisos::mensaje),
        ruta(Post, "/:clinica/avisos/:id/reintento", Permiso(AvisosVer), avisos::reintentar),
        ruta(Post, "/:clinica/avisos/reintentos", Permiso(AvisosVer), avisos::reintentar_todos),
        ruta(Get, "/correo", Publico, correo::lista),
        ruta(Get, "/correo/:id", Publico, correo::una),
        ruta(Get, "/correo/:id/html", Publico, correo::html),
    ]
}
