//! Handlers of notes of credit: looking at one, and printing it.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::{papel::papel, queries, views};
use crate::caja::pagos::ImpresionForm;
use crate::caja::papel::{Salida, pages::responder};
use crate::error::AppResult;
use crate::ui::Enlace;
use crate::urls;
use crate::web::Ctx;
use crate::web::form::Formulario;

#[handler]
pub async fn nota(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    let (hecha, lineas) =
        ctx.leer(async |tx| Ok((queries::nota(tx, id).await?, queries::lineas(tx, id).await?))).await?;
    let papel = papel(&ctx.clinica.nombre, &hecha, &lineas, false);
    Ok(ctx.pagina(&papel.nombre(), "caja", views::nota(ctx.slug(), &ctx.csrf, &hecha, &papel)))
}

#[handler]
pub async fn imprimir(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<ImpresionForm>,
) -> AppResult<Response> {
    let (original, hecha, lineas) = ctx
        .escribir(async |tx| {
            let original = queries::imprimir(tx, id).await?;
            Ok((original, queries::nota(tx, id).await?, queries::lineas(tx, id).await?))
        })
        .await?;
    let papel = papel(&ctx.clinica.nombre, &hecha, &lineas, !original);
    let volver = Enlace::new(papel.nombre(), urls::nota(ctx.slug(), id));
    Ok(responder(Salida::de_codigo(&form.formato), &papel, Some(&volver)))
}
