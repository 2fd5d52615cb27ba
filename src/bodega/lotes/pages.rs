//! Handlers of lots.

use std::fmt::Display;

use maud::Markup;
use poem::handler;

use super::forms::LotesFiltro;
use super::{queries, views};
use crate::bodega::pages::recortar;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::ui::{Pagination, format};
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

#[handler]
pub async fn lotes(ctx: Ctx, Filtro(filtro): Filtro<LotesFiltro>) -> AppResult<Markup> {
    let (cuales, despues) = (filtro.cuales(), filtro.despues());
    let mut filas = ctx.leer(async |tx| queries::lista(tx, cuales.entre(ctx.hoy()), despues).await).await?;
    let aqui = urls::lotes_de(ctx.slug(), cuales.codigo());
    let siguiente = recortar(&mut filas).map(|ultimo| {
        let caduca = ultimo.caduca.map(format::date_input).unwrap_or_default();
        let filtros: [(&str, &dyn Display); 3] = [("ver", &cuales.codigo()), ("caduca", &caduca), ("id", &ultimo.id)];
        urls::con_filtros(&urls::lotes(ctx.slug()), &filtros)
    });
    let paginas = Pagination { anterior: despues.map(|_| aqui), siguiente, resumen: String::new() };
    let opera = ctx.puede(Permiso::BodegaOperar);
    Ok(ctx.pagina("Lotes por vencer", "bodega", views::lotes(ctx.slug(), cuales, opera, &filas, &paginas)))
}
