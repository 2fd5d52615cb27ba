//! Handlers of the rules.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{ReglaForm, TerminoForm};
use super::{queries, views};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{divisa, errores_de};
use crate::catalogos;
use crate::error::AppResult;
use crate::urls;
use crate::values::fecha;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let form = ReglaForm { desde: fecha::iso(ctx.hoy()), ..ReglaForm::default() };
    pagina(&ctx, &form, &Errores::default()).await
}

async fn pagina(ctx: &Ctx, form: &ReglaForm, errores: &Errores) -> AppResult<Markup> {
    let (reglas, opciones) =
        ctx.leer(async |tx| Ok((queries::reglas(tx).await?, catalogos::queries::opciones(tx).await?))).await?;
    let contenido = views::lista(&aqui(ctx), ctx.hoy(), &reglas, &opciones, form, errores);
    Ok(ctx.pagina_configuracion("Comisiones", "comisiones", contenido))
}

#[handler]
pub async fn agregar(ctx: Ctx, Formulario(form): Formulario<ReglaForm>) -> AppResult<Response> {
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(nueva) => match ctx.escribir(async |tx| queries::agregar(tx, &nueva).await).await {
            Ok(()) => return Ok(guardada(&ctx)),
            Err(error) => errores_de(error, "")?,
        },
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores).await?))
}

#[handler]
pub async fn terminar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<TerminoForm>,
) -> AppResult<Response> {
    let errores = match fecha::parse(&form.termino) {
        Err(_no_date) => Errores::de("", "Escribe el último día de la regla."),
        Ok(hasta) => match ctx.escribir(async |tx| queries::terminar(tx, id, hasta).await).await {
            Ok(()) => return Ok(guardada(&ctx)),
            Err(error) => errores_de(error, "")?,
        },
    };
    let form = ReglaForm { desde: fecha::iso(ctx.hoy()), ..ReglaForm::default() };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores).await?))
}

fn guardada(ctx: &Ctx) -> Response {
    htmx::ir_con_aviso(ctx, &urls::configuracion_comisiones(ctx.slug()), "Regla guardada.")
}
