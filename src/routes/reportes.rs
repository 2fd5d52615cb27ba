//! Routes of the reports.

use crate::identidad::Permiso::ReportesVer;
use crate::reportes::lectura::pages as lectura;
use crate::web::Acceso::Permiso;
use crate::web::Metodo::Get;
use crate::web::{Ruta, ruta};

pub(super) fn reportes() -> Vec<Ruta> {
    let quien = Permiso(ReportesVer);
    vec![
        ruta(Get, "/:clinica/reportes/lista", quien, lectura::lista),
        ruta(Get, "/:clinica/reportes/:codigo", quien, lectura::ver),
    ]
}
