//! What the pages of the catalogues have in common.

use poem::Response;

use super::views::Edicion;
use super::{MENSAJES, Opcion};
use crate::error::{AppError, AppResult};
use crate::services::catalogos::Existente;
use crate::ui::format;
use crate::urls;
use crate::web::form::Errores;
use crate::web::{Ctx, htmx};

pub fn existente(id: i64, version: &str) -> Existente {
    Existente { id, version: version.parse().unwrap_or_default() }
}

/// A rule of ours becomes a message at its field; anything else goes on as it is.
pub fn explicar(error: AppError) -> AppResult<Errores> {
    let AppError::Rechazo(rechazo) = error else { return Err(error) };
    let campo = match rechazo.regla.as_str() {
        "profesionales_nombre_unico" => "nombre",
        "prestaciones_codigo_unico" => "codigo",
        "profesionales_membresia_unica" | "profesionales_membresia" => "membresia",
        "horarios_sin_traslape" | "horarios_sucursal" | "horarios_box" => "horario",
        "excepciones_sin_traslape" | "excepciones_sucursal" | "excepciones_box" => "horario",
        "bloqueos_profesional" | "bloqueos_box" => "de",
        "boxes_nombre_unico" | "sucursales_nombre_unico" => "nombre",
        "boxes_sucursal" | "feriados_clinica_sucursal" => "sucursal",
        "feriados_clinica_unico" => "fecha",
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

/// After hours changed: to the citas that they leave outside, if any; else to `aqui`.
pub fn aviso_de_cambio(ctx: &Ctx, hecho: &str, fuera: i64, profesional: Option<i64>, aqui: &str) -> Response {
    if fuera == 0 {
        return htmx::ir_con_aviso(ctx, aqui, hecho);
    }
    let citas =
        if fuera == 1 { "1 cita quedó".to_owned() } else { format!("{} citas quedaron", format::count(fuera)) };
    htmx::ir_con_aviso(ctx, &urls::citas_fuera(ctx.slug(), profesional), &format!("{hecho}: {citas} fuera de horario"))
}
