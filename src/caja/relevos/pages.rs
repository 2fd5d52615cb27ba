//! Handlers of hand-overs.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{RelevoForm, RespuestaForm};
use super::{queries, views};
use crate::caja::sesiones::views::Escrito;
use crate::caja::sesiones::{self, ArqueoForm, pages::aqui};
use crate::caja::{clave, divisa, errores_de};
use crate::error::AppResult;
use crate::services::cajas::relevos;
use crate::services::idempotencia::Intencion;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn nuevo(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &RelevoForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &RelevoForm, errores: &Errores) -> AppResult<Markup> {
    let (sesion, gente) =
        ctx.leer(async |tx| Ok((sesiones::queries::sesion(tx, id).await?, queries::candidatos(tx, id).await?))).await?;
    sesiones::pages::exigir_a_cargo(ctx, &sesion)?;
    Ok(ctx.pagina("Relevo", "caja", views::nuevo(&aqui(ctx), &sesion, &gente, form, errores)))
}

#[handler]
pub async fn proponer(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RelevoForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let errores = match form.recibe.parse::<i64>() {
        Err(_) => Errores::de("recibe", "Elige quién recibe la caja."),
        Ok(recibe) => {
            let intencion = Intencion::nueva(clave, "relevo_caja", &ctx.actor(), &(id, recibe))?;
            match relevos::proponer(ctx.db(), &ctx.actor(), &intencion, id, recibe).await {
                Ok(_) => {
                    let aviso = "Relevo pedido: la caja cambia de manos cuando quien la recibe la cuente.";
                    return Ok(htmx::ir_con_aviso(&ctx, &urls::caja_sesion(ctx.slug(), id), aviso));
                }
                Err(error) => errores_de(error, "recibe")?,
            }
        }
    };
    Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?))
}

/// Taking it is counting it: what was there at that moment is kept beside what the books said.
#[handler]
pub async fn aceptar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ArqueoForm>,
) -> AppResult<Response> {
    let clave = clave(&form.clave)?;
    let sesion_id = ctx.leer(async |tx| queries::uno(tx, id).await).await?.sesion_id;
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(conteo) => {
            let intencion = Intencion::nueva(clave, "recibo_relevo", &ctx.actor(), &(id, &conteo))?;
            match relevos::aceptar(ctx.db(), &ctx.actor(), &intencion, id, &conteo).await {
                Ok(_) => {
                    let destino = urls::caja_sesion(ctx.slug(), sesion_id);
                    return Ok(htmx::ir_con_aviso(&ctx, &destino, "La caja está a tu cargo."));
                }
                Err(error) => errores_de(error, "")?,
            }
        }
    };
    sesiones::pages::rechazada(&ctx, sesion_id, Escrito { arqueo: form, errores, ..Escrito::default() }).await
}

/// Whoever was to take it turns it down, or whoever has the drawer takes the offer back.
#[handler]
pub async fn soltar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RespuestaForm>,
) -> AppResult<Response> {
    let intencion = Intencion::nueva(clave(&form.clave)?, "fin_relevo", &ctx.actor(), &id)?;
    let sesion_id = ctx.leer(async |tx| queries::uno(tx, id).await).await?.sesion_id;
    match relevos::soltar(ctx.db(), &ctx.actor(), &intencion, id).await {
        Ok(_) => Ok(htmx::ir_con_aviso(
            &ctx,
            &urls::caja_sesion(ctx.slug(), sesion_id),
            "La caja sigue a cargo de quien la tenía.",
        )),
        Err(error) => sesiones::pages::negada(&ctx, Some(sesion_id), errores_de(error, "")?).await,
    }
}
