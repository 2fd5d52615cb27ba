//! Why a job or a round did not go well: a code in its row, and words on a screen.

use crate::error::AppError;

pub(super) fn codigo(error: &AppError) -> &'static str {
    match error {
        AppError::EnCurso | AppError::Ocupado => "ocupado",
        _ => "interno",
    }
}

pub(super) fn en_palabras(codigo: &str) -> String {
    match codigo {
        "ocupado" => "No había capacidad, u otra tarea tenía tomado lo que necesita".into(),
        "interno" => "Un error inesperado, que quedó en el registro del servidor".into(),
        "sin_respuesta" => "Se interrumpió sin terminar".into(),
        otro => format!("Error {otro}"),
    }
}
