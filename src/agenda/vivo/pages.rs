//! Streams to listen to.

use chrono::Days;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::VivoFiltro;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::values::fecha;
use crate::web::form::Filtro;
use crate::web::{Ctx, Mirada, Visto};

#[handler]
pub fn dias(
    ctx: Ctx,
    Path((_, fecha)): Path<(String, String)>,
    Filtro(filtro): Filtro<VivoFiltro>,
    Visto(vista): Visto,
) -> AppResult<Response> {
    let desde = fecha::parse(&fecha).map_err(|_not_a_date| AppError::NoEncontrado)?;
    let hasta = desde.checked_add_days(Days::new(filtro.dias() - 1)).ok_or(AppError::NoEncontrado)?;
    Ok(ctx.vivo(Mirada { dias: desde..=hasta, permiso: Permiso::AgendaVer, vista, hasta: None }))
}
