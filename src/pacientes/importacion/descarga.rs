//! Spreadsheets that leave: the template, and the rows that have errors.

use super::columnas::MOLDE;
use super::model::FilaVista;
use crate::error::AppResult;
use crate::planilla::{escribir, inofensivo};
use crate::web::form::Errores;

pub fn plantilla() -> AppResult<Vec<u8>> {
    escribir(MOLDE.plantilla().into_iter().map(|fila| fila.into_iter().map(str::to_owned).collect()))
}

/// Each row as it was typed, and last what is wrong with it.
pub fn errores(columnas: &[String], filas: &[(FilaVista, Errores)]) -> AppResult<Vec<u8>> {
    let titulos = columnas.iter().map(|campo| MOLDE.titulo(campo).to_owned());
    let cabecera = ["Fila".to_owned()].into_iter().chain(titulos).chain(["Errores".to_owned()]).collect();
    let fila = |(fila, errores): &(FilaVista, Errores)| {
        let mensajes = mensajes(errores).map(|(titulo, mensaje)| format!("{titulo}: {mensaje}")).collect::<Vec<_>>();
        let textos = fila.textos.iter().map(|texto| inofensivo(texto));
        [fila.numero.to_string()].into_iter().chain(textos).chain([mensajes.join(" ")]).collect()
    };
    escribir([cabecera].into_iter().chain(filas.iter().map(fila)))
}

/// By the column a person knows, in the order of ours.
pub fn mensajes(errores: &Errores) -> impl Iterator<Item = (&'static str, &str)> {
    MOLDE.columnas.iter().filter_map(|columna| Some((columna.titulo, errores.get(columna.campo)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planilla;

    #[test]
    fn la_plantilla_se_lee_y_su_ejemplo_no_es_de_nadie() {
        let bytes = plantilla().unwrap();
        assert!(bytes.starts_with(b"\xef\xbb\xbfRUT;Nombres;"));
        assert_eq!(planilla::leer(&bytes, &MOLDE), Err(planilla::PlanillaInvalida::SinFilas));
        let llena = [bytes, "12345678-5;Ana;Soto\r\n".into()].concat();
        assert_eq!(planilla::leer(&llena, &MOLDE).unwrap().filas.len(), 1);
    }
}
