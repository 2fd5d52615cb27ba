//! Choosing what to be told by mail.

use maud::Markup;
use poem::{Response, handler};

use super::forms::AvisosForm;
use super::model::Cual;
use super::{queries, views};
use crate::error::AppResult;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let callados = ctx.leer(async |tx| queries::callados(tx).await).await?;
    Ok(pagina(&ctx, &callados, &Errores::default()))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AvisosForm>) -> AppResult<Response> {
    let callados = match form.validar(&ofrecidos(&ctx)) {
        Ok(callados) => callados,
        Err(errores) => {
            let callados = ctx.leer(async |tx| queries::callados(tx).await).await?;
            return Ok(htmx::invalido(pagina(&ctx, &callados, &errores)));
        }
    };
    ctx.escribir(async |tx| queries::callar(tx, &callados).await).await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::mis_avisos(ctx.slug()), "Guardado"))
}

fn pagina(ctx: &Ctx, callados: &[Cual], errores: &Errores) -> Markup {
    let contenido = views::editar(ctx.slug(), &ctx.csrf, &ctx.correo, &ofrecidos(ctx), callados, errores);
    ctx.pagina("Mis avisos", "", contenido)
}

/// What the person's permissions let them hear of.
fn ofrecidos(ctx: &Ctx) -> Vec<Cual> {
    Cual::TODOS.into_iter().filter(|cual| cual.permisos().iter().any(|permiso| ctx.puede(*permiso))).collect()
}
