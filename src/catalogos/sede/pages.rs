//! The clinic and its sucursales under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::{ClinicaForm, SucursalForm};
use super::model::{Ajustes, NuevaSucursal, Sucursal};
use super::{queries, views};
use crate::catalogos::pages::explicar;
use crate::error::AppResult;
use crate::services::clinicas;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "clinica";

async fn leer(ctx: &Ctx) -> AppResult<(Ajustes, Vec<Sucursal>)> {
    ctx.leer(async |tx| Ok((queries::ajustes(tx).await?, queries::sucursales(tx).await?))).await
}

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let (ajustes, sucursales) = leer(&ctx).await?;
    Ok(clinica(&ctx, &ClinicaForm::de(&ajustes), &ajustes, &sucursales, &Errores::default()))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<ClinicaForm>) -> AppResult<Response> {
    let (ajustes, sucursales) = leer(&ctx).await?;
    let errores = match form.validar(&ajustes) {
        Err(errores) => errores,
        Ok(nuevos) => match ctx.escribir(async |tx| queries::guardar_ajustes(tx, &nuevos).await).await {
            Ok(()) => {
                return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_clinica(ctx.slug()), "Clínica guardada"));
            }
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(clinica(&ctx, &form, &ajustes, &sucursales, &errores)).into_response())
}

fn clinica(ctx: &Ctx, form: &ClinicaForm, ajustes: &Ajustes, sucursales: &[Sucursal], errores: &Errores) -> Markup {
    let contenido = views::clinica(ctx.slug(), &ctx.csrf, form, ajustes, sucursales, errores);
    ctx.pagina_configuracion("Clínica", PESTANA, contenido)
}

#[handler]
pub fn nueva_sucursal(ctx: Ctx) -> Markup {
    let form = SucursalForm { region: "CL".into(), ..SucursalForm::default() };
    sucursal(&ctx, None, &form, &Errores::default())
}

#[handler]
pub async fn editar_sucursal(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let fila = ctx.leer(async |tx| queries::sucursal(tx, id).await).await?;
    Ok(sucursal(&ctx, Some(id), &SucursalForm::de(&fila), &Errores::default()))
}

#[handler]
pub async fn crear_sucursal(ctx: Ctx, Formulario(form): Formulario<SucursalForm>) -> AppResult<Response> {
    guardar_sucursal(&ctx, None, form).await
}

#[handler]
pub async fn cambiar_sucursal(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<SucursalForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::sucursal(tx, id).await).await?;
    guardar_sucursal(&ctx, Some(id), form).await
}

async fn guardar_sucursal(ctx: &Ctx, id: Option<i64>, form: SucursalForm) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(valida) => match escribir(ctx, id, &form.version, &valida).await {
            Ok(()) => {
                return Ok(htmx::ir_con_aviso(ctx, &urls::configuracion_clinica(ctx.slug()), "Sucursal guardada"));
            }
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(sucursal(ctx, id, &form, &errores)).into_response())
}

async fn escribir(ctx: &Ctx, id: Option<i64>, version: &str, valida: &NuevaSucursal) -> AppResult<()> {
    let version = version.parse().unwrap_or_default();
    match id {
        Some(id) => ctx.escribir(async |tx| queries::editar_sucursal(tx, id, version, valida).await).await,
        None => clinicas::abrir_sucursal(ctx, valida).await,
    }
}

fn sucursal(ctx: &Ctx, id: Option<i64>, form: &SucursalForm, errores: &Errores) -> Markup {
    ctx.pagina_configuracion("Sucursal", PESTANA, views::sucursal(ctx.slug(), &ctx.csrf, id, form, errores))
}
