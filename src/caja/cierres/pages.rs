//! The report of a close.

use maud::Markup;
use poem::handler;
use poem::web::Path;

use super::forms::InformeFiltro;
use super::{queries, views};
use crate::caja::sesiones::pages::aqui;
use crate::error::AppResult;
use crate::web::Ctx;
use crate::web::form::Filtro;

#[handler]
pub async fn informe(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<InformeFiltro>,
) -> AppResult<Markup> {
    let informe = ctx.leer(async |tx| queries::informe(tx, id).await).await?;
    Ok(views::papel(&aqui(&ctx), &ctx.clinica.nombre, &informe, filtro.formato == "a4"))
}
