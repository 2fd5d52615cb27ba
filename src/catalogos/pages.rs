//! What the pages of the catalogues have in common.

use super::views::Edicion;
use super::{MENSAJES, Opcion};
use crate::error::{AppError, AppResult};
use crate::services::catalogos::Existente;
use crate::web::Ctx;
use crate::web::form::Errores;

pub fn existente(id: Option<i64>, version: &str) -> Option<Existente> {
    id.map(|id| Existente { id, version: version.parse().unwrap_or_default() })
}

/// A rule of ours becomes a message at its field; anything else goes on as it is.
pub fn explicar(error: AppError) -> AppResult<Errores> {
    let AppError::Rechazo(rechazo) = error else { return Err(error) };
    let campo = match rechazo.regla.as_str() {
        "profesionales_nombre_unico" => "nombre",
        "prestaciones_codigo_unico" => "codigo",
        "horarios_sin_traslape" => "horario",
        _ => "",
    };
    match rechazo.mensaje(MENSAJES) {
        Some(mensaje) => Ok(Errores::de(campo, mensaje)),
        None => Err(AppError::Rechazo(rechazo)),
    }
}

pub fn edicion<'a>(ctx: &'a Ctx, id: Option<i64>, opciones: &'a [Opcion], errores: &'a Errores) -> Edicion<'a> {
    Edicion { clinica: ctx.slug(), csrf: &ctx.csrf, id, moneda: &ctx.clinica.moneda, opciones, errores }
}
