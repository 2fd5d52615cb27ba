//! What the screens of bodega share.

use maud::Markup;
use rust_decimal::Decimal;

use crate::ui::{Enlace, format, money, tabs};
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
            enlace("Por pedir", urls::por_pedir(clinica, "")),
            enlace("Órdenes", urls::ordenes(clinica)),
            enlace("Proveedores", urls::proveedores(clinica)),
            enlace("Inventarios", urls::inventarios(clinica)),
        ],
    )
}

pub fn cantidad(cantidad: Decimal, unidad: &str) -> String {
    format!("{} {unidad}", format::number(cantidad))
}

/// A unit cost has more decimals than money; two are enough to look at.
pub fn costo(costo: Decimal, moneda: &str) -> String {
    money(costo.round_dp(2).normalize(), moneda)
}
