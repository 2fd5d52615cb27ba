//! Messages under /configuracion.

use maud::Markup;
use poem::{Response, handler};

use super::forms::AjustesForm;
use super::{queries, views};
use crate::error::AppResult;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let ajustes = ctx.leer(async |tx| queries::ajustes(tx).await).await?;
    Ok(pagina(&ctx, &AjustesForm::de(&ajustes), &Errores::default()))
}

fn pagina(ctx: &Ctx, form: &AjustesForm, errores: &Errores) -> Markup {
    ctx.pagina_configuracion("Avisos", "avisos", views::editar(ctx.slug(), &ctx.csrf, form, errores))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok(nuevos) if ctx.escribir(async |tx| queries::guardar(tx, &nuevos).await).await? => {
            return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_avisos(ctx.slug()), "Avisos guardados."));
        }
        Ok(_) => Errores::de("", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores)))
}
