//! Handlers of cash between drawers.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{RespuestaForm, TraspasoForm};
use super::{queries, views};
use crate::caja::sesiones::{self, pages::aqui};
use crate::caja::{clave, divisa, errores_de};
use crate::error::AppResult;
use crate::services::cajas::traspasos::{self, Respuesta};
use crate::services::idempotencia::Intencion;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn nuevo(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &TraspasoForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &TraspasoForm, errores: &Errores) -> AppResult<Markup> {
    let (sesion, otras) =
        ctx.leer(async |tx| Ok((sesiones::queries::sesion(tx, id).await?, queries::otras(tx, id).await?))).await?;
    sesiones::pages::exigir_a_cargo(ctx, &sesion)?;
    Ok(ctx.pagina("Traspaso de efectivo", "caja", views::nuevo(&aqui(ctx), &sesion, &otras, form, errores)))
}

#[handler]
pub async fn pedir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<TraspasoForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.validar(id, divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(pedido) => {
            let intencion = Intencion::nueva(clave, "traspaso_caja", &ctx.actor(), &pedido)?;
            match traspasos::pedir(ctx.db(), &ctx.actor(), &intencion, &pedido).await {
                Ok(_) => {
                    let aviso = "Traspaso pedido: se mueve cuando la otra caja lo acepte.";
                    return Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), aviso));
                }
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?))
}

#[handler]
pub async fn aceptar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RespuestaForm>,
) -> AppResult<Response> {
    responder(&ctx, id, &form, Respuesta::Aceptado, "Traspaso aceptado.").await
}

#[handler]
pub async fn rechazar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RespuestaForm>,
) -> AppResult<Response> {
    responder(&ctx, id, &form, Respuesta::Rechazado, "Traspaso rechazado.").await
}

#[handler]
pub async fn retirar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RespuestaForm>,
) -> AppResult<Response> {
    responder(&ctx, id, &form, Respuesta::Retirado, "Traspaso retirado.").await
}

/// Back to the page of the session it was answered from, which says what came of it.
async fn responder(ctx: &Ctx, id: i64, form: &RespuestaForm, respuesta: Respuesta, hecho: &str) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave(&form.clave)?, "respuesta_traspaso", &ctx.actor(), &(id, respuesta))?;
    let volver = form.sesion.parse().map_or_else(|_| urls::caja(ctx.slug()), |s| urls::caja_sesion(ctx.slug(), s));
    match traspasos::responder(ctx.db(), &ctx.actor(), &intencion, id, respuesta).await {
        Ok(_) => Ok(htmx::ir_con_aviso(ctx, &volver, hecho)),
        Err(error) => {
            let errores = errores_de(error, "")?;
            sesiones::pages::negada(ctx, form.sesion.parse().ok(), errores).await
        }
    }
}
