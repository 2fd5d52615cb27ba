//! The answer to who asks for a document on paper or as a file.

use poem::{IntoResponse, Response};

use super::{Papel, Salida, pdf, views};
use crate::ui::Enlace;
use crate::web::archivo;

pub(in crate::caja) fn responder(salida: Salida, papel: &Papel, volver: Option<&Enlace>) -> Response {
    if salida.archivo {
        archivo(&format!("{}.pdf", papel.nombre()), pdf::pdf(papel, salida.hoja))
    } else {
        views::impreso(papel, salida.hoja, volver).into_response()
    }
}
