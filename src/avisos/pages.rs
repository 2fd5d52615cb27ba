//! The messages of a clinic: the list, one of them, and another try for those that failed.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::FiltrosForm;
use super::{queries, views};
use crate::error::{AppError, AppResult};
use crate::jobs::{self, Trabajo};
use crate::urls;
use crate::web::form::Filtro;
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<FiltrosForm>) -> AppResult<Markup> {
    let filtros = form.leer();
    let mensajes = ctx.leer(async |tx| queries::listar(tx, filtros).await).await?;
    let contenido = views::lista(ctx.slug(), ctx.clinica.zona, &ctx.csrf, filtros, &mensajes);
    Ok(ctx.pagina("Avisos", "avisos", contenido))
}

#[handler]
pub async fn mensaje(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (mensaje, intentos) =
        ctx.leer(async |tx| Ok((queries::uno(tx, id).await?, queries::intentos(tx, id).await?))).await?;
    let contenido = views::mensaje(ctx.slug(), &ctx.clinica.nombre, ctx.clinica.zona, &ctx.csrf, (&mensaje, &intentos));
    Ok(ctx.pagina(&mensaje.asunto, "avisos", contenido))
}

#[handler]
pub async fn reintentar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let hecho = ctx
        .escribir(async |tx| {
            queries::uno(tx, id).await?;
            queries::reintentar(tx, id).await
        })
        .await?;
    let aviso = if hecho { "El mensaje se enviará de nuevo" } else { "El mensaje ya no está fallido" };
    Ok(htmx::ir_con_aviso(&ctx, &urls::aviso(ctx.slug(), id), aviso))
}

#[handler]
pub async fn reintentar_todos(ctx: Ctx) -> AppResult<Response> {
    ctx.escribir(async |tx| {
        let hasta = queries::ultimo_fallido(tx).await?.ok_or(AppError::NoEncontrado)?;
        jobs::encolar(tx, &Trabajo::ReintentarEnvios { hasta }, Some("reintentar_envios")).await
    })
    .await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::avisos(ctx.slug()), "Los mensajes fallidos se enviarán de nuevo"))
}
