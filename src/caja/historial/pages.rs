//! The list of sessions.

use maud::Markup;
use poem::handler;

use super::forms::Busqueda;
use super::{queries, views};
use crate::caja::sesiones::pages::aqui;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::values::zona::Zona;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

#[handler]
pub async fn lista(ctx: Ctx, Filtro(busqueda): Filtro<Busqueda>) -> AppResult<Markup> {
    pagina(&ctx, &busqueda).await
}

pub(in crate::caja) async fn pagina(ctx: &Ctx, busqueda: &Busqueda) -> AppResult<Markup> {
    let filtros = busqueda.filtros(Zona::from(ctx.clinica.zona));
    let (mut filas, cajas) = ctx
        .leer(async |tx| {
            let filas = queries::sesiones(tx, &filtros, POR_PAGINA as i64).await?;
            Ok((filas, queries::cajas(tx).await?))
        })
        .await?;
    let hay_mas = filas.len() > POR_PAGINA;
    filas.truncate(POR_PAGINA);
    let pagina = views::Lista {
        busqueda,
        hoy: ctx.hoy(),
        cajas: &cajas,
        siguiente: filas.last().filter(|_| hay_mas).map(|ultima| busqueda.url(ctx.slug(), Some(ultima.corte()))),
        filas: &filas,
        opera: ctx.puede(Permiso::CajaOperar),
        supervisa: ctx.puede(Permiso::CajaSupervisar),
    };
    Ok(ctx.pagina("Sesiones de caja", "caja", views::lista(&aqui(ctx), &pagina)))
}
