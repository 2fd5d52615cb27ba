//! Handlers of receptions.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};
use uuid::Uuid;

use super::forms::RecepcionForm;
use super::{queries, views};
use crate::bodega::ordenes::forms::CambioForm;
use crate::bodega::ordenes::model::NuevaRecepcion;
use crate::bodega::ordenes::queries as ordenes;
use crate::bodega::pages::explicar;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::compras::{self, Negativa};
use crate::services::idempotencia::Intencion;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn en_blanco(ctx: Ctx, Path((_, orden_id)): Path<(String, i64)>) -> AppResult<Response> {
    let vista = leer(&ctx, orden_id).await?;
    if !vista.orden.espera_mercaderia() {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::orden(ctx.slug(), orden_id), "Esa orden no espera mercadería"));
    }
    let form = RecepcionForm { version: vista.orden.version.to_string(), ..RecepcionForm::de(&vista.lineas) };
    let markup = en_formulario(&ctx, &vista, &form, &views::Problema::default());
    Ok(htmx::con_estado(poem::http::StatusCode::OK, markup))
}

async fn leer(ctx: &Ctx, orden_id: i64) -> AppResult<views::Pedido> {
    ctx.leer(async |tx| {
        Ok(views::Pedido { orden: ordenes::una(tx, orden_id).await?, lineas: ordenes::lineas(tx, orden_id).await? })
    })
    .await
}

/// A refused form keeps its key: corrected, it goes through with it.
fn en_formulario(ctx: &Ctx, pedido: &views::Pedido, form: &RecepcionForm, problema: &views::Problema) -> Markup {
    let clave = form.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let contenido = views::nueva(ctx.slug(), &ctx.csrf, &clave, pedido, form, problema);
    ctx.pagina("Recibir mercadería", "bodega", contenido)
}

#[handler]
pub async fn recibir(
    ctx: Ctx,
    Path((_, orden_id)): Path<(String, i64)>,
    Formulario(form): Formulario<RecepcionForm>,
) -> AppResult<Response> {
    let pedido = leer(&ctx, orden_id).await?;
    let nueva = match (form.validar(orden_id, &pedido.lineas, ctx.hoy()), form.clave.parse()) {
        (Ok(nueva), Ok(clave)) => (nueva, clave),
        (Err(errores), _) => {
            let problema = views::Problema { errores, ..views::Problema::default() };
            return Ok(htmx::invalido(en_formulario(&ctx, &pedido, &form, &problema)));
        }
        (_, Err(_)) => return Err(AppError::Malformado("clave")),
    };
    registrar(&ctx, &pedido, form, nueva).await
}

async fn registrar(
    ctx: &Ctx,
    pedido: &views::Pedido,
    form: RecepcionForm,
    (nueva, clave): (NuevaRecepcion, Uuid),
) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave, "recepcion", &ctx.actor(), &nueva)?;
    let negativa = match compras::recibir(ctx.db(), &ctx.actor(), &intencion, &nueva).await {
        Ok(Ok(id)) => return Ok(htmx::ir_con_aviso(ctx, &urls::recepcion(ctx.slug(), id), "Mercadería recibida")),
        Ok(Err(negativa)) => negativa,
        Err(error) => {
            let problema = views::Problema { errores: explicar(error)?, ..views::Problema::default() };
            return Ok(htmx::invalido(en_formulario(ctx, pedido, &form, &problema)));
        }
    };
    let problema = views::Problema::de(&negativa, ctx.slug());
    match negativa {
        Negativa::DeMas(_) => Ok(htmx::invalido(en_formulario(ctx, pedido, &form, &problema))),
        // What is shown again stands on the order as it is now, and a tick given for another one is not kept.
        _ => {
            let pedido = leer(ctx, nueva.orden_id).await?;
            let version = pedido.orden.version.to_string();
            let form = RecepcionForm { version, de_mas: false, clave: String::new(), ..form };
            Ok(htmx::conflicto(en_formulario(ctx, &pedido, &form, &problema)))
        }
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    en_pagina(&ctx, id, "", &Errores::default()).await
}

async fn en_pagina(ctx: &Ctx, id: i64, motivo: &str, errores: &Errores) -> AppResult<Markup> {
    let (recepcion, lineas) = ctx
        .leer(async |tx| {
            let recepcion = queries::una(tx, id).await?;
            let lineas = queries::lineas(tx, &recepcion).await?;
            Ok((recepcion, lineas))
        })
        .await?;
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        opera: ctx.puede(Permiso::BodegaOperar),
        recepcion: &recepcion,
        lineas: &lineas,
        motivo,
        errores,
    };
    Ok(ctx.pagina(&format!("Recepción {id}"), "bodega", views::recepcion(&vista)))
}

#[handler]
pub async fn revertir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<CambioForm>,
) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(errores) => return Ok(htmx::invalido(en_pagina(&ctx, id, &form.motivo, &errores).await?)),
    };
    match compras::revertir(ctx.db(), &ctx.actor(), id, &motivo).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::recepcion(ctx.slug(), id), "Recepción revertida")),
        Err(error) => Ok(htmx::conflicto(en_pagina(&ctx, id, &form.motivo, &explicar(error)?).await?)),
    }
}
