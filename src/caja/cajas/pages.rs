//! Drawers under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::CajaForm;
use super::model::Cajon;
use super::{queries, views};
use crate::bodega::{self, DepositoEnLista};
use crate::caja::errores_de_cajas;
use crate::error::AppResult;
use crate::services::cajas;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "cajas";

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let cajas = ctx.leer(async |tx| queries::cajas(tx).await).await?;
    Ok(ctx.pagina_configuracion("Cajas", PESTANA, views::lista(ctx.slug(), &cajas)))
}

#[handler]
pub async fn nueva(ctx: Ctx) -> AppResult<Markup> {
    pagina_nueva(&ctx, &CajaForm::default(), &Errores::default()).await
}

async fn pagina_nueva(ctx: &Ctx, form: &CajaForm, errores: &Errores) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| bodega::depositos_en_lista(tx).await).await?;
    Ok(ctx.pagina_configuracion("Nueva caja", PESTANA, views::nueva(ctx.slug(), &ctx.csrf, &depositos, form, errores)))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<CajaForm>) -> AppResult<Response> {
    let errores = match form.nueva() {
        Err(errores) => errores,
        Ok(valida) => match cajas::crear(ctx.db(), &ctx.actor(), &valida).await {
            Ok(_) => return Ok(guardada(&ctx)),
            Err(error) => errores_de_cajas(error)?,
        },
    };
    Ok(htmx::invalido(pagina_nueva(&ctx, &form, &errores).await?))
}

fn guardada(ctx: &Ctx) -> Response {
    htmx::ir_con_aviso(ctx, &urls::configuracion_cajas(ctx.slug()), "Caja guardada.")
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<(Cajon, Vec<DepositoEnLista>)> {
    ctx.leer(async |tx| Ok((queries::una(tx, id).await?, bodega::depositos_en_lista(tx).await?))).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (caja, depositos) = leer(&ctx, id).await?;
    let contenido = views::editar(ctx.slug(), &ctx.csrf, &caja, &depositos, &CajaForm::de(&caja), &Errores::default());
    Ok(ctx.pagina_configuracion(&caja.nombre, PESTANA, contenido))
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CajaForm>,
) -> AppResult<Response> {
    let (caja, depositos) = leer(&ctx, id).await?;
    let errores = match form.cambios(id) {
        Err(errores) => errores,
        Ok(cambios) => match cajas::editar(ctx.db(), &ctx.actor(), &cambios).await {
            Ok(()) => return Ok(guardada(&ctx)),
            Err(error) => errores_de_cajas(error)?,
        },
    };
    let contenido = views::editar(ctx.slug(), &ctx.csrf, &caja, &depositos, &form, &errores);
    Ok(htmx::invalido(ctx.pagina_configuracion(&caja.nombre, PESTANA, contenido)))
}
