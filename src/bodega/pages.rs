//! What the pages of bodega share.

use uuid::Uuid;

use super::errores_de;
use super::queries::POR_PAGINA;
use crate::error::{AppError, AppResult};
use crate::web::form::Errores;

/// Takes away the row that only told there are more, and answers the last one of the page.
pub fn recortar<T>(filas: &mut Vec<T>) -> Option<&T> {
    let por_pagina = usize::try_from(POR_PAGINA).unwrap_or(usize::MAX);
    let hay_mas = filas.len() > por_pagina;
    filas.truncate(por_pagina);
    filas.last().filter(|_| hay_mas)
}

/// The key of a form as it came, or a new one.
pub fn clave_de(clave: &str) -> String {
    clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string()
}

pub fn leer_clave(clave: &str) -> AppResult<Uuid> {
    clave.parse().map_err(|_error| AppError::Malformado("clave"))
}

/// As `errores_de`, at the field that each rule is of.
pub fn explicar(error: AppError) -> AppResult<Errores> {
    let campo = match &error {
        AppError::Rechazo(r) if r.es("proveedores_rut_unico") => "rut",
        AppError::Rechazo(r) if r.es("ordenes_compra_proveedor") => "proveedor",
        AppError::Rechazo(r)
            if [
                "ordenes_compra_deposito",
                "inventarios_deposito",
                "inventarios_uno_abierto",
                "planillas_bodega_deposito",
            ]
            .contains(&r.regla.as_str()) =>
        {
            "deposito"
        }
        _ => "",
    };
    errores_de(error, campo)
}
