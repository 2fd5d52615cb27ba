//! `/ui`: every component in every state, in development only.

use maud::Markup;
use poem::handler;

use super::Visita;
use crate::error::{AppError, AppResult};
use crate::ui::{Simple, muestra, pagina_simple};

#[handler]
pub fn ui(visita: Visita) -> AppResult<Markup> {
    if !visita.app.config.dev {
        return Err(AppError::NoEncontrado);
    }
    let simple = Simple {
        titulo: "Piezas de la interfaz".into(),
        nombre: "Antesala".into(),
        tema: visita.tema,
        ancha: true,
        ..Simple::default()
    };
    Ok(pagina_simple(&simple, muestra::muestra(&visita.csrf)))
}
