//! What the forms of the catalogues have in common.

use super::model::COLORES;
use crate::values::texto;
use crate::web::form::Errores;

/// Of a professional, of a specialty, of a prestación.
pub const NOMBRE_MAX: u16 = 120;

pub fn lleno(errores: &mut Errores, campo: &'static str, escrito: &str, falta: &str) -> String {
    let limpio = texto::nombre(escrito);
    if limpio.is_empty() {
        errores.agregar(campo, falta);
    }
    errores.limitar(campo, &limpio, NOMBRE_MAX);
    limpio
}

pub fn color(errores: &mut Errores, escrito: &str) -> String {
    if !COLORES.iter().any(|(color, _)| *color == escrito) {
        errores.agregar("color", "Elige un color de la lista.");
    }
    escrito.to_owned()
}

pub fn entero<N: TryFrom<i32> + Default>(
    errores: &mut Errores,
    campo: &'static str,
    escrito: &str,
    minimo: i32,
    maximo: i32,
) -> N {
    let numero =
        escrito.trim().parse().ok().filter(|n| (minimo..=maximo).contains(n)).and_then(|n| N::try_from(n).ok());
    numero.unwrap_or_else(|| {
        errores.agregar(campo, format!("Escribe un número entre {minimo} y {maximo}."));
        N::default()
    })
}

pub fn numeros(escritos: &[String]) -> Vec<i64> {
    escritos.iter().filter_map(|n| n.parse().ok()).collect()
}
