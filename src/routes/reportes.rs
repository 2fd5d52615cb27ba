//! Routes of the reports.

use crate::avisos::encuestas::pages as encuestas;
use crate::identidad::Permiso::ReportesVer;
use crate::reportes::exportaciones::pages as exportaciones;
use crate::reportes::lectura::pages as lectura;
use crate::reportes::suscripciones::pages as suscripciones;
use crate::reportes::tablero::pages as tablero;
use crate::reportes::vistas::pages as vistas;
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, descarga, ruta};

pub(super) fn reportes() -> Vec<Ruta> {
    let quien = Permiso(ReportesVer);
    vec![
        ruta(Get, "/:clinica/encuestas", quien, encuestas::respuestas),
        ruta(Get, "/:clinica/reportes", quien, tablero::ver),
        ruta(Get, "/:clinica/reportes/lista", quien, lectura::lista),
        ruta(Get, "/:clinica/reportes/correo", quien, suscripciones::ver),
        ruta(Post, "/:clinica/reportes/correo", quien, suscripciones::guardar),
        ruta(Get, "/:clinica/reportes/archivos", quien, exportaciones::lista),
        ruta(Get, "/:clinica/reportes/archivos/:id", quien, exportaciones::ver),
        descarga("/:clinica/reportes/archivos/:id/bajada", quien, exportaciones::bajar),
        ruta(Post, "/:clinica/reportes/archivos/:id/cancelacion", quien, exportaciones::cancelar),
        ruta(Post, "/:clinica/reportes/vistas/:id/retiro", quien, vistas::quitar),
        ruta(Post, "/:clinica/reportes/:codigo/vistas", quien, vistas::guardar),
        ruta(Get, "/:clinica/reportes/:codigo", quien, lectura::ver),
        ruta(Post, "/:clinica/reportes/:codigo/archivo", quien, exportaciones::pedir),
    ]
}
