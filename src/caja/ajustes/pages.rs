//! The rules of the drawer under /configuracion.

use maud::Markup;
use poem::{Response, handler};

use super::forms::AjustesForm;
use super::{queries, views};
use crate::caja::sesiones::pages::aqui;
use crate::caja::{divisa, errores_de};
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
    ctx.pagina_configuracion("Reglas de la caja", "cajas", views::editar(&aqui(ctx), form, errores))
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let errores = match form.validar(divisa(&ctx)?) {
        Err(errores) => errores,
        Ok(nuevos) => match ctx.escribir(async |tx| queries::guardar(tx, &nuevos).await).await {
            Ok(()) => {
                let aqui = urls::configuracion_caja(ctx.slug());
                return Ok(htmx::ir_con_aviso(&ctx, &aqui, "Reglas de la caja guardadas."));
            }
            Err(error) => errores_de(error, "")?,
        },
    };
    Ok(htmx::invalido(pagina(&ctx, &form, &errores)))
}
