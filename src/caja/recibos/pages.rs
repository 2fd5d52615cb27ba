//! Handler of the list of receipts.

use std::fmt::Display;

use chrono::NaiveDate;
use maud::Markup;
use poem::handler;

use super::forms::RecibosFiltro;
use super::queries::{self, Busqueda};
use super::views::{self, Lista};
use crate::caja::divisa;
use crate::caja::pagos::Pago;
use crate::caja::sesiones::pages::aqui;
use crate::error::AppResult;
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<RecibosFiltro>) -> AppResult<Markup> {
    let dia = filtro.dia(ctx.hoy());
    let mut pagos = leer(&ctx, &filtro, dia).await?;
    let siguiente = cortar(&ctx, &filtro, dia, &mut pagos);
    let primera = filtro.antes().map(|_| pagina(&ctx, &filtro, dia, &[]));
    let lista = Lista { filtro: &filtro, dia, pagos: &pagos, primera, siguiente };
    Ok(ctx.pagina("Recibos", "caja", views::lista(&aqui(&ctx), &lista)))
}

async fn leer(ctx: &Ctx, filtro: &RecibosFiltro, dia: NaiveDate) -> AppResult<Vec<Pago>> {
    if let Some(folio) = filtro.folio() {
        return ctx.leer(async |tx| queries::de_folio(tx, &folio).await).await;
    }
    let (desde, hasta) = Zona::from(ctx.clinica.zona).dia(dia);
    let busqueda = Busqueda {
        desde,
        hasta,
        palabras: filtro.palabras(),
        medio: &filtro.medio,
        monto: filtro.monto(divisa(ctx)?),
        antes: filtro.antes(),
    };
    ctx.leer(async |tx| queries::del_dia(tx, &busqueda, POR_PAGINA as i64).await).await
}

/// Leaves one page of `pagos`; the URL of the next one, when there is more.
fn cortar(ctx: &Ctx, filtro: &RecibosFiltro, dia: NaiveDate, pagos: &mut Vec<Pago>) -> Option<String> {
    let hay_mas = filtro.folio().is_none() && pagos.len() > POR_PAGINA;
    if hay_mas {
        pagos.truncate(POR_PAGINA);
    }
    let ultimo = pagos.last().filter(|_| hay_mas)?;
    Some(pagina(ctx, filtro, dia, &[("antes_en", &ultimo.en.timestamp_micros()), ("antes", &ultimo.id)]))
}

fn pagina(ctx: &Ctx, filtro: &RecibosFiltro, dia: NaiveDate, desde: &[(&str, &dyn Display)]) -> String {
    let dia = fecha::iso(dia);
    let mismos: [(&str, &dyn Display); 4] =
        [("fecha", &dia), ("q", &filtro.q), ("medio", &filtro.medio), ("monto", &filtro.monto)];
    urls::con_filtros(&urls::recibos(ctx.slug()), &[&mismos, desde].concat())
}
