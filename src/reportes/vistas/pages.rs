//! Keeping a view of a report, and letting it go.

use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::queries;
use crate::error::{AppError, AppResult};
use crate::reportes::lectura::pages::pedir;
use crate::web::form::Formulario;
use crate::web::{Ctx, htmx};

const NOMBRE_MAX: usize = 60;

#[derive(Default, Deserialize)]
#[serde(default)]
struct VistaForm {
    nombre: String,
    /// Of the screen: filters, columns and order.
    consulta: String,
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path((_, codigo)): Path<(String, String)>,
    Formulario(form): Formulario<VistaForm>,
) -> AppResult<Response> {
    let pedido = pedir(&ctx, &codigo, &serde_html_form::from_str(&form.consulta).unwrap_or_default())?;
    let nombre: String = form.nombre.trim().chars().take(NOMBRE_MAX).collect();
    let consulta = serde_html_form::to_string(pedido.pares()).unwrap_or_default();
    let url = pedido.url(ctx.slug());
    if nombre.is_empty() {
        return Ok(htmx::ir_con_aviso(&ctx, &url, "Ponle un nombre a la vista para guardarla"));
    }
    ctx.escribir(async |tx| queries::guardar(tx, pedido.reporte.codigo, &nombre, &consulta).await).await?;
    Ok(htmx::ir_con_aviso(&ctx, &url, &format!("Vista guardada: {nombre}")))
}

#[handler]
pub async fn quitar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    if !ctx.escribir(async |tx| queries::quitar(tx, id).await).await? {
        return Err(AppError::NoEncontrado);
    }
    Ok(htmx::ir_con_aviso(&ctx, &ctx.viene_de.clone(), "Vista quitada"))
}
