//! Choosing what comes by mail.

use maud::Markup;
use poem::{Response, handler};

use super::forms::SuscripcionesForm;
use super::{queries, views};
use crate::error::AppResult;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let suyas = ctx.leer(async |tx| queries::suyas(tx).await).await?;
    Ok(pagina(&ctx, &SuscripcionesForm::de(&suyas), &Errores::default()))
}

fn pagina(ctx: &Ctx, form: &SuscripcionesForm, errores: &Errores) -> Markup {
    ctx.pagina("Por correo", "reportes", views::editar(ctx.slug(), &ctx.csrf, &ctx.correo, form, errores))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<SuscripcionesForm>) -> AppResult<Response> {
    let deseos = match form.validar() {
        Ok(deseos) => deseos,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, &form, &errores))),
    };
    ctx.escribir(async |tx| {
        for (cual, hora) in deseos {
            match hora {
                Some(hora) => queries::suscribir(tx, cual, hora).await?,
                None => queries::dejar(tx, cual).await?,
            }
        }
        Ok(())
    })
    .await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::suscripciones(ctx.slug()), "Guardado"))
}
