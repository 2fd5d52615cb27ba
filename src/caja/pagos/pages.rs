//! Handlers of payments: the receipt, its printings, and taking a payment back.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use uuid::Uuid;

use super::forms::{AnulacionForm, ImpresionForm, ReciboFiltro, formato};
use super::model::Recibo;
use super::queries;
use super::views::{self, Anulable, Clinica};
use crate::caja::errores_de;
use crate::error::{AppError, AppResult};
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, Anulacion};
use crate::urls;
use crate::web::form::{Filtro, Formulario};
use crate::web::{Ctx, htmx};

fn clinica(ctx: &Ctx) -> Clinica<'_> {
    Clinica { slug: ctx.slug(), nombre: &ctx.clinica.nombre, sucursal: &ctx.sucursal }
}

fn local(ctx: &Ctx, hecho: &Recibo) -> chrono::NaiveDateTime {
    hecho.pago.en.with_timezone(&ctx.clinica.zona).naive_local()
}

#[handler]
pub async fn recibo(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Filtro(filtro): Filtro<ReciboFiltro>,
) -> AppResult<Response> {
    let Ok(impresion) = filtro.impresion.parse::<i64>() else {
        return Ok(pagina_recibo(&ctx, id, &AnulacionForm::default(), None).await?.into_response());
    };
    let hecho = ctx.leer(async |tx| queries::recibo(tx, id).await).await?;
    let copia = hecho.pago.primera_impresion != Some(impresion);
    let papel = views::papel(&clinica(&ctx), &hecho, local(&ctx, &hecho), formato(&filtro.formato), copia);
    Ok(papel.into_response())
}

async fn pagina_recibo(ctx: &Ctx, id: i64, escrito: &AnulacionForm, error: Option<&str>) -> AppResult<Markup> {
    let hecho = ctx.leer(async |tx| queries::recibo(tx, id).await).await?;
    let clave = escrito.clave.parse().unwrap_or_else(|_error| Uuid::new_v4()).to_string();
    let anulable = Anulable { csrf: &ctx.csrf, clave: &clave, escrito, error };
    let titulo = format!("Recibo {}", hecho.pago.numero());
    Ok(ctx.pagina(&titulo, "caja", views::recibo(&clinica(ctx), &hecho, local(ctx, &hecho), &anulable)))
}

/// Printing is an act with who and when, so that a second paper cannot pass for the first.
#[handler]
pub async fn imprimir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ImpresionForm>,
) -> AppResult<Response> {
    let impresion = ctx.escribir(async |tx| queries::imprimir(tx, id).await).await?;
    Ok(htmx::ir(&ctx, &urls::recibo_impreso(ctx.slug(), id, impresion, formato(&form.formato))))
}

#[handler]
pub async fn anular(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnulacionForm>,
) -> AppResult<Response> {
    let clave = form.clave.parse().map_err(|_error| AppError::Malformado("clave"))?;
    let anulacion = Anulacion { pago_id: id, motivo: form.motivo.trim().into() };
    let intencion = Intencion::nueva(clave, "anulacion", &ctx.actor(), &anulacion)?;
    match pagos::anular(ctx.db(), &ctx.actor(), &intencion, &anulacion).await {
        Ok(reversa) => Ok(htmx::ir_con_aviso(&ctx, &urls::recibo(ctx.slug(), reversa), "Pago anulado.")),
        Err(error) => {
            let errores = errores_de(error, "")?;
            Ok(htmx::invalido(pagina_recibo(&ctx, id, &form, errores.get("")).await?))
        }
    }
}
