//! Handlers of what is owed.

use maud::Markup;
use poem::handler;
use poem::web::Path;

use super::forms::DeudasFiltro;
use super::views::{self, Lista};
use super::{model::Deudor, queries};
use crate::caja::sesiones::pages::aqui;
use crate::error::AppResult;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<DeudasFiltro>) -> AppResult<Markup> {
    let (palabras, tras) = (filtro.palabras(), filtro.tras());
    let limite = POR_PAGINA as i64;
    let mut deudores = ctx.leer(async |tx| queries::deudores(tx, &palabras, tras, limite).await).await?;
    let siguiente = cortar(&ctx, &filtro, &mut deudores);
    let primera = (tras > 0).then(|| pagina(&ctx, &filtro, ""));
    let lista = Lista { filtro: &filtro, deudores: &deudores, primera, siguiente };
    Ok(ctx.pagina("Por cobrar", "caja", views::lista(&aqui(&ctx), &lista)))
}

/// Leaves one page; the URL of the next one, when there is more.
fn cortar(ctx: &Ctx, filtro: &DeudasFiltro, deudores: &mut Vec<Deudor>) -> Option<String> {
    let hay_mas = deudores.len() > POR_PAGINA;
    deudores.truncate(POR_PAGINA);
    let ultimo = deudores.last().filter(|_| hay_mas)?;
    Some(pagina(ctx, filtro, &ultimo.primera.to_string()))
}

fn pagina(ctx: &Ctx, filtro: &DeudasFiltro, tras: &str) -> String {
    urls::con_filtros(&urls::por_cobrar(ctx.slug()), &[("q", &filtro.q), ("tras", &tras)])
}

#[handler]
pub async fn de_paciente(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (nombre, deudas) =
        ctx.leer(async |tx| Ok((queries::nombre(tx, id).await?, queries::de_paciente(tx, id).await?))).await?;
    Ok(ctx.pagina("Por cobrar", "caja", views::de_paciente(&aqui(&ctx), &nombre, &deudas)))
}
