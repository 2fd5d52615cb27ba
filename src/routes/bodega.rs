//! Routes of supplies.

use crate::bodega::{entradas, insumos, lotes, recetas};
use crate::identidad::Permiso::{BodegaOperar, BodegaVer};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, ruta};

pub(super) fn bodega() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega", Permiso(BodegaVer), insumos::pages::lista),
        ruta(Get, "/:clinica/bodega/lotes", Permiso(BodegaVer), lotes::pages::lotes),
        ruta(Get, "/:clinica/bodega/insumos/nuevo", Permiso(BodegaOperar), insumos::pages::nuevo),
        ruta(Post, "/:clinica/bodega/insumos", Permiso(BodegaOperar), insumos::pages::crear),
        ruta(Get, "/:clinica/bodega/insumos/:id", Permiso(BodegaVer), insumos::pages::ver),
        ruta(Post, "/:clinica/bodega/insumos/:id", Permiso(BodegaOperar), insumos::pages::cambiar),
        ruta(Get, "/:clinica/bodega/insumos/:id/editar", Permiso(BodegaOperar), insumos::pages::editar),
        ruta(Post, "/:clinica/bodega/entradas/lectura", Permiso(BodegaOperar), entradas::pages::leer_codigo),
        ruta(Get, "/:clinica/bodega/entradas/nueva", Permiso(BodegaOperar), entradas::pages::entrada_nueva),
        ruta(Post, "/:clinica/bodega/entradas", Permiso(BodegaOperar), entradas::pages::registrar_entrada),
        ruta(Get, "/:clinica/bodega/recetas", Permiso(BodegaVer), recetas::pages::recetas),
        ruta(Get, "/:clinica/bodega/recetas/:id", Permiso(BodegaVer), recetas::pages::receta),
        ruta(Post, "/:clinica/bodega/recetas/:id", Permiso(BodegaOperar), recetas::pages::guardar_receta),
    ]
}
