//! Handlers of existencias.

use std::fmt::Display;

use maud::Markup;
use poem::handler;

use super::forms::ExistenciasFiltro;
use super::queries;
use super::views::{self, Existencias};
use crate::bodega::pages::recortar;
use crate::bodega::queries as comunes;
use crate::error::AppResult;
use crate::ui::{Pagination, format};
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Filtro;

#[handler]
pub async fn existencias(ctx: Ctx, Filtro(filtro): Filtro<ExistenciasFiltro>) -> AppResult<Markup> {
    let corte = filtro.corte(ctx.hoy(), ctx.clinica.zona);
    let (depositos, mut filas) =
        ctx.leer(async |tx| Ok((comunes::depositos(tx).await?, queries::al_dia(tx, &corte).await?))).await?;
    let aqui = |desde: &str, id: &str| {
        let fecha = format::date_input(corte.dia);
        let filtros: [(&str, &dyn Display); 5] = [
            ("fecha", &fecha),
            ("segun", &corte.segun.codigo()),
            ("deposito", &filtro.deposito),
            ("desde", &desde),
            ("desde_id", &id),
        ];
        urls::con_filtros(&urls::existencias(ctx.slug()), &filtros)
    };
    let siguiente = recortar(&mut filas).map(|ultimo| aqui(&ultimo.nombre, &ultimo.id.to_string()));
    let anterior = (!filtro.desde.is_empty()).then(|| aqui("", ""));
    let paginas = Pagination { anterior, siguiente, resumen: String::new() };
    let (clinica, moneda, deposito) = (ctx.slug(), &*ctx.clinica.moneda, &*filtro.deposito);
    let vista = Existencias { clinica, moneda, corte: &corte, deposito, depositos: &depositos, filas: &filas };
    Ok(ctx.pagina("Existencias a una fecha", "bodega", views::existencias(&vista, &paginas)))
}
