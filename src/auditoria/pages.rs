//! Who did what.

use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::{queries, views};
use crate::error::AppResult;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Desde {
    antes_de: i64,
}

#[handler]
pub async fn lista(ctx: Ctx, Filtro(desde): Filtro<Desde>) -> AppResult<Markup> {
    let mut cambios = ctx.leer(async |tx| queries::listar(tx, desde.antes_de, POR_PAGINA as i32).await).await?;
    let hay_mas = cambios.len() > POR_PAGINA;
    cambios.truncate(POR_PAGINA);
    let ultimo = cambios.last().filter(|_| hay_mas).map(|c| c.id);
    let siguiente = ultimo.map(|id| urls::con_filtros(&urls::auditoria(ctx.slug()), &[("antes_de", &id)]));
    Ok(ctx.pagina("Auditoría", "auditoria", views::lista(&cambios, ctx.clinica.zona, siguiente)))
}
