//! Handlers of payments: the receipt, its printings, and taking a payment back.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{AnulacionForm, ImpresionForm};
use super::papel::papel;
use super::views::{self, Anulable};
use super::{model::Recibo, queries};
use crate::caja::papel::{Salida, pages::responder};
use crate::caja::{clave, clave_o_nueva, errores_de};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::services::idempotencia::Intencion;
use crate::services::pagos::{self, Anulacion};
use crate::ui::Enlace;
use crate::urls;
use crate::web::form::Formulario;
use crate::web::{Ctx, htmx};

#[handler]
pub async fn recibo(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_recibo(&ctx, id, &AnulacionForm::default(), None).await
}

async fn pagina_recibo(ctx: &Ctx, id: i64, escrito: &AnulacionForm, error: Option<&str>) -> AppResult<Markup> {
    let hecho = ctx.leer(async |tx| queries::recibo(tx, id).await).await?;
    let clave = clave_o_nueva(&escrito.clave);
    let anulable = Anulable {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        clave: &clave,
        escrito,
        error,
        opera: ctx.puede(Permiso::CajaOperar),
    };
    let papel = papel(&ctx.clinica.nombre, &hecho, false);
    Ok(ctx.pagina(&papel.nombre(), "caja", views::recibo(&hecho, &papel, venta(ctx, &hecho).as_ref(), &anulable)))
}

/// Printing is an act with who and when, and it answers the paper itself: no address shows a receipt that is not a copy, so
/// asking again, by a reload or a step back, prints another one, which says so.
#[handler]
pub async fn imprimir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ImpresionForm>,
) -> AppResult<Response> {
    let (original, hecho) =
        ctx.escribir(async |tx| Ok((queries::imprimir(tx, id).await?, queries::recibo(tx, id).await?))).await?;
    let papel = papel(&ctx.clinica.nombre, &hecho, !original);
    Ok(responder(Salida::de_codigo(&form.formato), &papel, venta(&ctx, &hecho).as_ref()))
}

fn venta(ctx: &Ctx, hecho: &Recibo) -> Option<Enlace> {
    let venta = hecho.lineas.iter().find_map(|l| l.venta_id)?;
    Some(Enlace::new(format!("Venta {venta}"), urls::venta(ctx.slug(), venta)))
}

#[handler]
pub async fn anular(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AnulacionForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
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
