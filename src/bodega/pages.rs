//! What the pages of bodega share.

use super::queries::POR_PAGINA;

/// Takes away the row that only told there are more, and answers the last one of the page.
pub fn recortar<T>(filas: &mut Vec<T>) -> Option<&T> {
    let por_pagina = usize::try_from(POR_PAGINA).unwrap_or(usize::MAX);
    let hay_mas = filas.len() > por_pagina;
    filas.truncate(por_pagina);
    filas.last().filter(|_| hay_mas)
}
