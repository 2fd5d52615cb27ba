//! Booking online under /configuracion.

use maud::Markup;
use poem::{Response, handler};
use serde::Deserialize;

use super::queries::{self, Ajustes};
use super::views;
use crate::error::AppResult;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub abierta: bool,
    pub aprobar: bool,
}

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let ajustes = ctx.leer(async |tx| queries::ajustes(tx).await).await?;
    Ok(pagina(&ctx, &ajustes, &Errores::default()))
}

fn pagina(ctx: &Ctx, ajustes: &Ajustes, errores: &Errores) -> Markup {
    let publica = format!("{}{}", ctx.app.config.public_url, urls::reservar(ctx.slug()));
    ctx.pagina_configuracion("En línea", "en-linea", views::editar(ctx.slug(), &ctx.csrf, ajustes, &publica, errores))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let nuevos = Ajustes { abierta: form.abierta, aprobar: form.aprobar, huella: form.version };
    if ctx.escribir(async |tx| queries::guardar(tx, &nuevos).await).await? {
        return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_en_linea(ctx.slug()), "Reserva en línea guardada."));
    }
    let errores = Errores::de("", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo.");
    Ok(htmx::conflicto(pagina(&ctx, &nuevos, &errores)))
}
