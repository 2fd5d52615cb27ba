//! The first screen of the day, and the search that stands on every one.

use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::views;
use crate::error::AppResult;
use crate::pacientes;
use crate::web::Ctx;
use crate::web::form::Filtro;

const HALLADOS: i32 = 8;

#[handler]
pub fn hoy(ctx: Ctx) -> Markup {
    ctx.pagina("Hoy", "hoy", views::hoy(&ctx.nombre))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Consulta {
    q: String,
}

#[handler]
pub async fn buscar(ctx: Ctx, Filtro(consulta): Filtro<Consulta>) -> AppResult<Markup> {
    let hallados = ctx.leer(async |tx| pacientes::queries::buscar(tx, &consulta.q, false, HALLADOS).await).await?;
    let grupos = views::hallazgos(ctx.slug(), &hallados);
    if ctx.fragmento {
        return Ok(crate::ui::results(&grupos));
    }
    Ok(ctx.pagina("Buscar", "", views::buscar(&consulta.q, &grupos)))
}
