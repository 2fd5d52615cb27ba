//! What the forms of the catalogues have in common.

use chrono::NaiveDate;

use super::model::{Bloque, COLORES};
use crate::values::muro::Muro;
use crate::values::{fecha, texto};
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

/// The nth of the lists that a form of blocks sends side by side.
pub fn enesimo(lista: &[String], n: usize) -> &str {
    lista.get(n).map_or("", String::as_str)
}

/// A block as typed; nothing where there are no hours. The place alone says nothing: a list always has one chosen.
pub fn bloque(desde: &str, hasta: &str, lugar: &str) -> Result<Option<Bloque>, &'static str> {
    if desde.trim().is_empty() && hasta.trim().is_empty() {
        return Ok(None);
    }
    let lugar = lugar.parse().map_err(|_not_a_place| "Elige dónde atiende en cada bloque.")?;
    match (Muro::inicio(desde), Muro::termino(hasta)) {
        (Some(desde), Some(hasta)) if desde < hasta => Ok(Some(Bloque { desde, hasta, lugar })),
        _ => Err("Cada bloque necesita una hora de inicio y una de término posterior."),
    }
}

/// Whether two of the blocks of one day, in order, share a minute.
pub fn se_superponen(bloques: &[Bloque]) -> bool {
    bloques.iter().zip(bloques.iter().skip(1)).any(|(a, b)| b.desde < a.hasta)
}

pub fn fecha(errores: &mut Errores, campo: &'static str, escrita: &str) -> Option<NaiveDate> {
    errores.tomar(campo, fecha::parse(escrita))
}

/// `None`, without an error, where nothing was typed.
pub fn fecha_opcional(errores: &mut Errores, campo: &'static str, escrita: &str) -> Option<NaiveDate> {
    if escrita.trim().is_empty() { None } else { self::fecha(errores, campo, escrita) }
}
