//! Routes of supplies.

use crate::bodega::pages as bodega;
use crate::identidad::Permiso::{BodegaOperar, BodegaVer};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, ruta};

pub(super) fn bodega() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega", Permiso(BodegaVer), bodega::insumos),
        ruta(Get, "/:clinica/bodega/lotes", Permiso(BodegaVer), bodega::lotes),
        ruta(Get, "/:clinica/bodega/insumos/nuevo", Permiso(BodegaOperar), bodega::insumo_nuevo),
        ruta(Post, "/:clinica/bodega/insumos", Permiso(BodegaOperar), bodega::crear_insumo),
        ruta(Get, "/:clinica/bodega/insumos/:id", Permiso(BodegaVer), bodega::insumo),
        ruta(Get, "/:clinica/bodega/entradas/nueva", Permiso(BodegaOperar), bodega::entrada_nueva),
        ruta(Post, "/:clinica/bodega/entradas", Permiso(BodegaOperar), bodega::registrar_entrada),
        ruta(Get, "/:clinica/bodega/recetas", Permiso(BodegaVer), bodega::recetas),
        ruta(Get, "/:clinica/bodega/recetas/:id", Permiso(BodegaVer), bodega::receta),
        ruta(Post, "/:clinica/bodega/recetas/:id", Permiso(BodegaOperar), bodega::guardar_receta),
    ]
}
