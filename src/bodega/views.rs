//! What the screens of bodega share.

use maud::Markup;
use rust_decimal::Decimal;

use crate::ui::{Enlace, format, tabs};
use crate::urls;

pub fn pestanas(clinica: &str, activa: &str) -> Markup {
    let enlace = |nombre: &str, url| Enlace::new(nombre, url).activo(nombre == activa);
    let recetas = enlace("Recetas", urls::recetas(clinica));
    tabs(
        "Bodega",
        &[enlace("Insumos", urls::bodega(clinica)), enlace("Lotes por vencer", urls::lotes(clinica)), recetas],
    )
}

pub fn cantidad(cantidad: Decimal, unidad: &str) -> String {
    format!("{} {unidad}", format::number(cantidad))
}
