//! Spreadsheets that leave: the template, and the rows that have errors.

use super::columnas::MOLDE;
use super::revision::Fila;
use crate::error::AppResult;
use crate::planilla::{escribir, inofensivo};
use crate::web::form::Errores;

pub fn plantilla() -> AppResult<Vec<u8>> {
    escribir(MOLDE.plantilla().into_iter().map(|fila| fila.into_iter().map(str::to_owned).collect()))
}

/// Each row as it was typed, and last what is wrong with it.
pub fn errores(columnas: &[String], filas: &[Fila]) -> AppResult<Vec<u8>> {
    let titulos = columnas.iter().map(|campo| MOLDE.titulo(campo).to_owned());
    let cabecera = ["Fila".to_owned()].into_iter().chain(titulos).chain(["Errores".to_owned()]).collect();
    let fila = |fila: &Fila| {
        let textos = fila.textos.iter().map(|texto| inofensivo(texto));
        let dichos = fila.juicio.as_ref().err().map(dichos).unwrap_or_default();
        [fila.numero.to_string()].into_iter().chain(textos).chain([dichos]).collect()
    };
    let con_errores = filas.iter().filter(|fila| fila.juicio.is_err());
    escribir([cabecera].into_iter().chain(con_errores.map(fila)))
}

/// By the column a person knows.
pub fn dichos(errores: &Errores) -> String {
    let de_columna = |c: &crate::planilla::Columna| Some(format!("{}: {}", c.titulo, errores.get(c.campo)?));
    MOLDE.columnas.iter().filter_map(de_columna).collect::<Vec<_>>().join(" ")
}
