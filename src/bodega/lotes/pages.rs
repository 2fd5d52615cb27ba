//! Handlers of lots.

use maud::Markup;
use poem::handler;

use super::{queries, views};
use crate::error::AppResult;
use crate::web::Ctx;

#[handler]
pub async fn lotes(ctx: Ctx) -> AppResult<Markup> {
    let filas = ctx.leer(async |tx| queries::lotes(tx, None).await).await?;
    Ok(ctx.pagina("Lotes por vencer", "bodega", views::lotes(ctx.slug(), &filas)))
}
