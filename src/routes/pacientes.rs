//! Routes of patients.

use crate::escritorio::ficha::pages as ficha;
use crate::identidad::Permiso::{
    PacientesAdjuntos, PacientesEditar, PacientesFusionar, PacientesImportar, PacientesVer,
};
use crate::pacientes::adjuntos::pages as adjuntos;
use crate::pacientes::contactos::pages as contactos;
use crate::pacientes::fusion::pages as fusion;
use crate::pacientes::importacion::pages as importacion;
use crate::pacientes::pages as pacientes;
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, carga, descarga, ruta};

pub(super) fn pacientes() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/pacientes", Permiso(PacientesVer), pacientes::lista),
        ruta(Post, "/:clinica/pacientes", Permiso(PacientesEditar), pacientes::crear),
        ruta(Get, "/:clinica/pacientes/nuevo", Permiso(PacientesEditar), pacientes::nuevo),
        ruta(Get, "/:clinica/pacientes/:id", Permiso(PacientesVer), ficha::ver),
        ruta(Post, "/:clinica/pacientes/:id", Permiso(PacientesEditar), pacientes::guardar),
        ruta(Get, "/:clinica/pacientes/:id/editar", Permiso(PacientesEditar), pacientes::editar),
        ruta(Post, "/:clinica/pacientes/:id/archivo", Permiso(PacientesEditar), pacientes::archivar),
        ruta(Post, "/:clinica/pacientes/:id/reactivacion", Permiso(PacientesEditar), pacientes::reactivar),
        ruta(Get, "/:clinica/pacientes/:id/contactos/nuevo", Permiso(PacientesEditar), contactos::nuevo),
        ruta(Post, "/:clinica/pacientes/:id/contactos", Permiso(PacientesEditar), contactos::agregar),
        ruta(Post, "/:clinica/contactos/:id/retiro", Permiso(PacientesEditar), contactos::quitar),
        ruta(Get, "/:clinica/pacientes/:id/adjuntos", Permiso(PacientesAdjuntos), adjuntos::lista),
        carga("/:clinica/pacientes/:id/adjuntos", Permiso(PacientesAdjuntos), adjuntos::adjuntar),
        descarga("/:clinica/adjuntos/:id", Permiso(PacientesAdjuntos), adjuntos::bajar),
        ruta(Get, "/:clinica/adjuntos/:id/retiro", Permiso(PacientesAdjuntos), adjuntos::retiro),
        ruta(Post, "/:clinica/adjuntos/:id/retiro", Permiso(PacientesAdjuntos), adjuntos::retirar),
        ruta(Get, "/:clinica/pacientes/importaciones", Permiso(PacientesImportar), importacion::lista),
        carga("/:clinica/pacientes/importaciones", Permiso(PacientesImportar), importacion::subir),
        ruta(Get, "/:clinica/pacientes/importaciones/nueva", Permiso(PacientesImportar), importacion::nueva),
        ruta(Get, "/:clinica/pacientes/importaciones/plantilla", Permiso(PacientesImportar), importacion::plantilla),
        ruta(Get, "/:clinica/pacientes/importaciones/:id", Permiso(PacientesImportar), importacion::ver),
        ruta(Get, "/:clinica/pacientes/importaciones/:id/errores", Permiso(PacientesImportar), importacion::errores),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/confirmacion",
            Permiso(PacientesImportar),
            importacion::confirmar,
        ),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/descarte",
            Permiso(PacientesImportar),
            importacion::descartar,
        ),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/reanudacion",
            Permiso(PacientesImportar),
            importacion::reanudar,
        ),
        ruta(Get, "/:clinica/pacientes/:id/fusion", Permiso(PacientesFusionar), fusion::ver),
        ruta(Post, "/:clinica/pacientes/:id/fusion", Permiso(PacientesFusionar), fusion::fusionar),
        ruta(Get, "/:clinica/pacientes/:id/separacion", Permiso(PacientesFusionar), fusion::separacion),
        ruta(Post, "/:clinica/pacientes/:id/separacion", Permiso(PacientesFusionar), fusion::separar),
    ]
}
