//! Convenios under /configuracion.

use maud::Markup;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::forms::ConvenioForm;
use super::{queries, views};
use crate::caja::{divisa, errores_de};
use crate::error::AppResult;
use crate::services::convenios;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const PESTANA: &str = "convenios";

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    let convenios = ctx.leer(async |tx| queries::lista(tx).await).await?;
    Ok(ctx.pagina_configuracion("Convenios", PESTANA, views::lista(ctx.slug(), &convenios)))
}

#[handler]
pub async fn nuevo(ctx: Ctx) -> AppResult<Markup> {
    pagina(&ctx, None, &ConvenioForm::default(), &Errores::default()).await
}

#[handler]
pub async fn editar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let form = ctx
        .leer(async |tx| {
            let convenio = queries::uno(tx, id).await?;
            Ok(ConvenioForm::de(&convenio, &queries::precios(tx, Some(id)).await?))
        })
        .await?;
    pagina(&ctx, Some(id), &form, &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: Option<i64>, form: &ConvenioForm, errores: &Errores) -> AppResult<Markup> {
    let precios = ctx.leer(async |tx| queries::precios(tx, None).await).await?;
    let edicion = views::Edicion { clinica: ctx.slug(), csrf: &ctx.csrf, id, precios: &precios, errores };
    Ok(ctx.pagina_configuracion("Convenio", PESTANA, views::editar(&edicion, form)))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<ConvenioForm>) -> AppResult<Response> {
    guardar(&ctx, None, form).await
}

#[handler]
pub async fn cambiar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ConvenioForm>,
) -> AppResult<Response> {
    ctx.leer(async |tx| queries::uno(tx, id).await).await?;
    guardar(&ctx, Some(id), form).await
}

async fn guardar(ctx: &Ctx, id: Option<i64>, form: ConvenioForm) -> AppResult<Response> {
    let errores = match form.validar(divisa(ctx)?) {
        Err(errores) => errores,
        Ok(valido) => {
            let cual = id.map(|id| (id, form.version.parse().unwrap_or_default()));
            match convenios::guardar(ctx, cual, &valido).await {
                Ok(_) => {
                    let todos = urls::configuracion_convenios(ctx.slug());
                    return Ok(htmx::ir_con_aviso(ctx, &todos, "Convenio guardado."));
                }
                Err(error) => errores_de(error, "nombre")?,
            }
        }
    };
    Ok(htmx::invalido(pagina(ctx, id, &form, &errores).await?).into_response())
}
