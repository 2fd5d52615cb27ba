//! Handlers of recipes.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::RecetaForm;
use super::queries;
use super::views::{self, Receta};
use crate::catalogos;
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn recetas(ctx: Ctx) -> AppResult<Markup> {
    let opciones = ctx.leer(async |tx| catalogos::queries::opciones(tx).await).await?;
    Ok(ctx.pagina("Recetas", "bodega", views::recetas(ctx.slug(), &opciones.prestaciones)))
}

#[handler]
pub async fn receta(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina_receta(&ctx, id, None, &Errores::default()).await
}

async fn pagina_receta(ctx: &Ctx, id: i64, escrita: Option<&RecetaForm>, errores: &Errores) -> AppResult<Markup> {
    let (nombre, lineas) = ctx.leer(async |tx| queries::receta(tx, id).await).await?;
    let opera = ctx.puede(Permiso::BodegaOperar);
    let contenido =
        views::receta(ctx.slug(), &ctx.csrf, id, &nombre, opera, &Receta { lineas: &lineas, escrita, errores });
    Ok(ctx.pagina(&format!("Receta de {nombre}"), "bodega", contenido))
}

#[handler]
pub async fn guardar_receta(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RecetaForm>,
) -> AppResult<Response> {
    let guardada = match form.validar() {
        Ok(lineas) => ctx.escribir(async |tx| queries::reemplazar_receta(tx, id, &lineas).await).await?,
        Err(errores) => return Ok(htmx::invalido(pagina_receta(&ctx, id, Some(&form), &errores).await?)),
    };
    if guardada.is_empty() {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::receta(ctx.slug(), id), "Receta guardada."));
    }
    let errores = Errores::de("receta", format!("Ningún insumo tiene el código {}.", guardada.join(", ")));
    Ok(htmx::invalido(pagina_receta(&ctx, id, Some(&form), &errores).await?))
}
