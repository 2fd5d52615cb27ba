//! The clinic and its sucursales under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::{ClinicaForm, SucursalForm};
use super::model::{Ajustes, NuevaSucursal, Sucursal};
use super::{queries, views};
use crate::catalogos::pages::{aviso_de_cambio, existente, explicar};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::{clinicas, horarios};
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
    let errores = match form.validar(&ajustes, retiene(&ctx)) {
        Err(errores) => errores,
        Ok(nuevos) => match horarios::guardar_ajustes(&ctx, &ajustes, &nuevos).await {
            Ok(fuera) => {
                let aqui = urls::configuracion_clinica(ctx.slug());
                return Ok(aviso_de_cambio(&ctx, "Clínica guardada", fuera, None, &aqui));
            }
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(clinica(&ctx, &form, &ajustes, &sucursales, &errores)).into_response())
}

/// How long the audit is kept is for whoever answers for people's data.
fn retiene(ctx: &Ctx) -> bool {
    ctx.puede(Permiso::PrivacidadResolver)
}

fn clinica(ctx: &Ctx, form: &ClinicaForm, ajustes: &Ajustes, sucursales: &[Sucursal], errores: &Errores) -> Markup {
    let vista =
        views::Clinica { slug: ctx.slug(), csrf: &ctx.csrf, form, ajustes, sucursales, errores, retiene: retiene(ctx) };
    let contenido = views::clinica(&vista);
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
            Ok(fuera) => {
                let aqui = urls::configuracion_clinica(ctx.slug());
                return Ok(aviso_de_cambio(ctx, "Sucursal guardada", fuera, None, &aqui));
            }
            Err(error) => explicar(error)?,
        },
    };
    Ok(htmx::invalido(sucursal(ctx, id, &form, &errores)).into_response())
}

/// Answers how many citas are left outside.
async fn escribir(ctx: &Ctx, id: Option<i64>, version: &str, valida: &NuevaSucursal) -> AppResult<i64> {
    match id {
        Some(id) => horarios::editar_sucursal(ctx, existente(id, version), valida).await,
        None => clinicas::abrir_sucursal(ctx, valida).await.map(|()| 0),
    }
}

fn sucursal(ctx: &Ctx, id: Option<i64>, form: &SucursalForm, errores: &Errores) -> Markup {
    ctx.pagina_configuracion("Sucursal", PESTANA, views::sucursal(ctx.slug(), &ctx.csrf, id, form, errores))
}
