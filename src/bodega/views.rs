//! What the screens of bodega share.

use maud::Markup;
use rust_decimal::Decimal;

use crate::ui::{Enlace, format, tabs};
use crate::urls;

pub fn pestanas(clinica: &str, activa: &str) -> Markup {
    let enlace = |nombre: &str, url| Enlace::new(nombre, url).activo(nombre == activa);
    tabs(
        "Bodega",
        &[
            enlace("Insumos", urls::bodega(clinica)),
            enlace("Lotes por vencer", urls::lotes(clinica)),
            enlace("Salidas y ajustes", urls::documentos(clinica)),
            enlace("Traslados", urls::traslados(clinica)),
            enlace("Pendientes", urls::pendientes(clinica)),
            enlace("Existencias", urls::existencias(clinica)),
            enlace("Recetas", urls::recetas(clinica)),
        ],
    )
}

pub fn cantidad(cantidad: Decimal, unidad: &str) -> String {
    format!("{} {unidad}", format::number(cantidad))
}
