//! Depósitos under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::DepositoForm;
use super::model::DepositoEnLista;
use super::{queries, views};
use crate::bodega::queries::crear_deposito;
use crate::catalogos::{Sucursal, sucursales};
use crate::error::{AppError, AppResult};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "depositos";

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let depositos = ctx.leer(async |tx| queries::todos(tx).await).await?;
    Ok(ctx.pagina_configuracion("Depósitos", PESTANA, views::lista(ctx.slug(), &depositos)))
}

#[handler]
pub async fn nuevo(ctx: Ctx) -> AppResult<Markup> {
    pagina_nuevo(&ctx, &DepositoForm::default(), &Errores::default()).await
}

async fn pagina_nuevo(ctx: &Ctx, form: &DepositoForm, errores: &Errores) -> AppResult<Markup> {
    let todas = ctx.leer(async |tx| sucursales(tx).await).await?;
    Ok(pagina(ctx, None, form, &todas, errores))
}

async fn leer(ctx: &Ctx, id: i64) -> AppResult<(DepositoEnLista, Vec<Sucursal>)> {
    ctx.leer(async |tx| Ok((queries::uno(tx, id).await?, sucursales(tx).await?))).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (deposito, todas) = leer(&ctx, id).await?;
    Ok(pagina(&ctx, Some(id), &DepositoForm::de(&deposito), &todas, &Errores::default()))
}

fn pagina(ctx: &Ctx, id: Option<i64>, form: &DepositoForm, todas: &[Sucursal], errores: &Errores) -> Markup {
    let contenido = views::editar(ctx.slug(), &ctx.csrf, id, todas, form, errores);
    ctx.pagina_configuracion("Depósito", PESTANA, contenido)
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<DepositoForm>) -> AppResult<Response> {
    let errores = match form.nuevo() {
        Err(errores) => errores,
        Ok((sucursal, nombre)) => match ctx.escribir(async |tx| crear_deposito(tx, sucursal, &nombre).await).await {
            Ok(_) => return Ok(guardado(&ctx)),
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(pagina_nuevo(&ctx, &form, &errores).await?))
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<DepositoForm>,
) -> AppResult<Response> {
    let (deposito, todas) = leer(&ctx, id).await?;
    let form = DepositoForm { sucursal: deposito.sucursal_id.to_string(), ..form };
    let errores = match form.nombre() {
        Err(errores) => errores,
        Ok(nombre) => match ctx.escribir(async |tx| queries::renombrar(tx, id, form.version(), &nombre).await).await {
            Ok(()) => return Ok(guardado(&ctx)),
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(pagina(&ctx, Some(id), &form, &todas, &errores)))
}

fn guardado(ctx: &Ctx) -> Response {
    htmx::ir_con_aviso(ctx, &urls::configuracion_depositos(ctx.slug()), "Depósito guardado.")
}

fn explicar(error: AppError) -> AppResult<Errores> {
    let campo = match &error {
        AppError::Rechazo(rechazo) if rechazo.es("depositos_nombre_unico") => "nombre",
        AppError::Rechazo(rechazo) if rechazo.es("depositos_sucursal") => "sucursal",
        _ => "",
    };
    crate::bodega::errores_de(error, campo)
}
