//! What the pages of bodega share.

use uuid::Uuid;

use super::queries::POR_PAGINA;
use crate::error::{AppError, AppResult};

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
