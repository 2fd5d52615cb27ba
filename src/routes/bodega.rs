//! Routes of supplies.

use crate::bodega::importacion::pages as planillas;
use crate::bodega::inventarios::conteo::pages as conteo;
use crate::bodega::inventarios::pages as inventarios;
use crate::bodega::ordenes::pages as ordenes;
use crate::bodega::ordenes::recepciones::pages as recepciones;
use crate::bodega::proveedores::pages as proveedores;
use crate::bodega::reposicion::pages as reposicion;
use crate::bodega::{documentos, entradas, existencias, insumos, kardex, lotes, pendientes, recetas, traslados};
use crate::identidad::Permiso::{BodegaAprobar, BodegaOperar, BodegaVer};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, carga, ruta};

pub(super) fn bodega() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega", Permiso(BodegaVer), insumos::pages::lista),
        ruta(Get, "/:clinica/bodega/lotes", Permiso(BodegaVer), lotes::pages::lotes),
        ruta(Get, "/:clinica/bodega/insumos/nuevo", Permiso(BodegaOperar), insumos::pages::nuevo),
        ruta(Post, "/:clinica/bodega/insumos", Permiso(BodegaOperar), insumos::pages::crear),
        ruta(Get, "/:clinica/bodega/insumos/:id", Permiso(BodegaVer), insumos::pages::ver),
        ruta(Get, "/:clinica/bodega/insumos/:id/kardex", Permiso(BodegaVer), kardex::pages::kardex),
        ruta(Get, "/:clinica/bodega/existencias", Permiso(BodegaVer), existencias::pages::existencias),
        ruta(Post, "/:clinica/bodega/insumos/:id", Permiso(BodegaOperar), insumos::pages::cambiar),
        ruta(Get, "/:clinica/bodega/insumos/:id/editar", Permiso(BodegaOperar), insumos::pages::editar),
        ruta(Post, "/:clinica/bodega/entradas/lectura", Permiso(BodegaOperar), entradas::pages::leer_codigo),
        ruta(Get, "/:clinica/bodega/entradas/nueva", Permiso(BodegaOperar), entradas::pages::entrada_nueva),
        ruta(Post, "/:clinica/bodega/entradas", Permiso(BodegaOperar), entradas::pages::registrar_entrada),
        ruta(Get, "/:clinica/bodega/recetas", Permiso(BodegaVer), recetas::pages::recetas),
        ruta(Get, "/:clinica/bodega/recetas/:id", Permiso(BodegaVer), recetas::pages::receta),
        ruta(Post, "/:clinica/bodega/recetas/:id", Permiso(BodegaOperar), recetas::pages::guardar_receta),
        ruta(Get, "/:clinica/bodega/documentos", Permiso(BodegaVer), documentos::pages::lista),
        ruta(Post, "/:clinica/bodega/documentos", Permiso(BodegaOperar), documentos::pages::registrar),
        ruta(Get, "/:clinica/bodega/documentos/nuevo", Permiso(BodegaOperar), documentos::pages::nuevo),
        ruta(Get, "/:clinica/bodega/documentos/:id", Permiso(BodegaVer), documentos::pages::ver),
        ruta(Get, "/:clinica/bodega/documentos/:id/reversa", Permiso(BodegaVer), documentos::pages::reversa),
        ruta(Post, "/:clinica/bodega/documentos/:id/reversa", Permiso(BodegaVer), documentos::pages::reversar),
        ruta(Post, "/:clinica/bodega/ajustes", Permiso(BodegaAprobar), documentos::pages::registrar_ajuste),
        ruta(Get, "/:clinica/bodega/ajustes/nuevo", Permiso(BodegaAprobar), documentos::pages::nuevo_ajuste),
        ruta(
            Get,
            "/:clinica/bodega/movimientos/:id/reversa",
            Permiso(BodegaOperar),
            documentos::pages::reversa_entrada,
        ),
        ruta(
            Post,
            "/:clinica/bodega/movimientos/:id/reversa",
            Permiso(BodegaOperar),
            documentos::pages::reversar_entrada,
        ),
        ruta(Get, "/:clinica/bodega/pendientes", Permiso(BodegaVer), pendientes::pages::lista),
        ruta(Post, "/:clinica/bodega/pendientes/saldo", Permiso(BodegaOperar), pendientes::pages::saldar),
        ruta(Post, "/:clinica/bodega/pendientes/desistimiento", Permiso(BodegaAprobar), pendientes::pages::desistir),
        ruta(Get, "/:clinica/bodega/traslados", Permiso(BodegaVer), traslados::pages::lista),
        ruta(Post, "/:clinica/bodega/traslados", Permiso(BodegaOperar), traslados::pages::solicitar),
        ruta(Get, "/:clinica/bodega/traslados/nuevo", Permiso(BodegaOperar), traslados::pages::nuevo),
        ruta(Get, "/:clinica/bodega/traslados/:id", Permiso(BodegaVer), traslados::pages::ver),
        ruta(Post, "/:clinica/bodega/traslados/:id/despacho", Permiso(BodegaOperar), traslados::pages::despachar),
        ruta(Post, "/:clinica/bodega/traslados/:id/recepcion", Permiso(BodegaOperar), traslados::pages::recibir),
        ruta(Post, "/:clinica/bodega/traslados/:id/cancelacion", Permiso(BodegaOperar), traslados::pages::cancelar),
    ]
}

pub(super) fn compras() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega/proveedores", Permiso(BodegaVer), proveedores::lista),
        ruta(Get, "/:clinica/bodega/proveedores/nuevo", Permiso(BodegaOperar), proveedores::en_blanco),
        ruta(Post, "/:clinica/bodega/proveedores", Permiso(BodegaOperar), proveedores::crear),
        ruta(Get, "/:clinica/bodega/proveedores/:id", Permiso(BodegaVer), proveedores::ver),
        ruta(Get, "/:clinica/bodega/proveedores/:id/edicion", Permiso(BodegaOperar), proveedores::editar),
        ruta(Post, "/:clinica/bodega/proveedores/:id", Permiso(BodegaOperar), proveedores::cambiar),
        ruta(Get, "/:clinica/bodega/por-pedir", Permiso(BodegaVer), reposicion::por_pedir),
        ruta(Post, "/:clinica/bodega/por-pedir", Permiso(BodegaOperar), reposicion::pedir),
        ruta(Get, "/:clinica/bodega/por-pedir/ajustes", Permiso(BodegaOperar), reposicion::ajustes),
        ruta(Post, "/:clinica/bodega/por-pedir/ajustes", Permiso(BodegaOperar), reposicion::guardar_ajustes),
        ruta(Get, "/:clinica/bodega/insumos/:id/reposicion", Permiso(BodegaOperar), reposicion::de_insumo),
        ruta(Post, "/:clinica/bodega/insumos/:id/reposicion", Permiso(BodegaOperar), reposicion::guardar_de_insumo),
        ruta(Get, "/:clinica/bodega/ordenes", Permiso(BodegaVer), ordenes::lista),
        ruta(Get, "/:clinica/bodega/ordenes/nueva", Permiso(BodegaOperar), ordenes::en_blanco),
        ruta(Post, "/:clinica/bodega/ordenes", Permiso(BodegaOperar), ordenes::crear),
        ruta(Get, "/:clinica/bodega/ordenes/:id", Permiso(BodegaVer), ordenes::ver),
        ruta(Get, "/:clinica/bodega/ordenes/:id/edicion", Permiso(BodegaOperar), ordenes::editar),
        ruta(Post, "/:clinica/bodega/ordenes/:id", Permiso(BodegaOperar), ordenes::cambiar),
        ruta(Post, "/:clinica/bodega/ordenes/:id/envio", Permiso(BodegaOperar), ordenes::enviar),
        ruta(Post, "/:clinica/bodega/ordenes/:id/cancelacion", Permiso(BodegaOperar), ordenes::cancelar),
        ruta(Get, "/:clinica/bodega/ordenes/:id/impresa", Permiso(BodegaVer), ordenes::impresa),
        ruta(Get, "/:clinica/bodega/ordenes/:id/recepciones/nueva", Permiso(BodegaOperar), recepciones::en_blanco),
        ruta(Post, "/:clinica/bodega/ordenes/:id/recepciones", Permiso(BodegaOperar), recepciones::recibir),
        ruta(Get, "/:clinica/bodega/recepciones/:id", Permiso(BodegaVer), recepciones::ver),
        ruta(Post, "/:clinica/bodega/recepciones/:id/reversa", Permiso(BodegaOperar), recepciones::revertir),
    ]
}

pub(super) fn inventarios() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega/inventarios", Permiso(BodegaVer), inventarios::lista),
        ruta(Get, "/:clinica/bodega/inventarios/nuevo", Permiso(BodegaOperar), inventarios::en_blanco),
        ruta(Post, "/:clinica/bodega/inventarios", Permiso(BodegaOperar), inventarios::abrir),
        ruta(Get, "/:clinica/bodega/inventarios/:id", Permiso(BodegaVer), inventarios::ver),
        ruta(Get, "/:clinica/bodega/inventarios/:id/conteo", Permiso(BodegaOperar), conteo::ver),
        ruta(Post, "/:clinica/bodega/inventarios/:id/conteos", Permiso(BodegaOperar), conteo::anotar),
        ruta(Get, "/:clinica/bodega/inventarios/:id/hallazgo", Permiso(BodegaOperar), conteo::no_listado),
        ruta(Post, "/:clinica/bodega/inventarios/:id/hallazgos", Permiso(BodegaOperar), conteo::hallar),
        ruta(Post, "/:clinica/bodega/inventarios/:id/cierre", Permiso(BodegaOperar), inventarios::cerrar),
        ruta(Post, "/:clinica/bodega/inventarios/:id/reconteo", Permiso(BodegaAprobar), inventarios::recontar),
        ruta(Post, "/:clinica/bodega/inventarios/:id/aprobacion", Permiso(BodegaAprobar), inventarios::aprobar),
        ruta(Post, "/:clinica/bodega/inventarios/:id/anulacion", Permiso(BodegaOperar), inventarios::anular),
    ]
}

pub(super) fn planillas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega/planillas", Permiso(BodegaOperar), planillas::lista),
        ruta(Get, "/:clinica/bodega/planillas/nueva", Permiso(BodegaOperar), planillas::formulario),
        ruta(Get, "/:clinica/bodega/planillas/plantilla", Permiso(BodegaOperar), planillas::plantilla),
        carga("/:clinica/bodega/planillas", Permiso(BodegaOperar), planillas::subir),
        ruta(Get, "/:clinica/bodega/planillas/:id", Permiso(BodegaOperar), planillas::ver),
        ruta(Get, "/:clinica/bodega/planillas/:id/errores", Permiso(BodegaOperar), planillas::con_error),
        ruta(Post, "/:clinica/bodega/planillas/:id/carga", Permiso(BodegaOperar), planillas::cargar),
        ruta(Post, "/:clinica/bodega/planillas/:id/descarte", Permiso(BodegaOperar), planillas::descartar),
    ]
}
