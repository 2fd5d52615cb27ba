//! The clinic's WhatsApp under /configuracion.

use maud::Markup;
use poem::{Response, handler};

use super::forms::{AjustesForm, PlantillaForm};
use super::model::{Ajustes, EstadoPlantilla, MENSAJES, Pedida};
use super::{queries, views};
use crate::avisos::MOLDES;
use crate::error::{AppError, AppResult};
use crate::jobs::{self, Trabajo};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn ver(ctx: Ctx) -> AppResult<Markup> {
    let leidos = ctx.leer(async |tx| Ok((queries::ajustes(tx).await?, queries::plantillas(tx).await?)));
    let (ajustes, pedidas) = leidos.await?;
    Ok(pagina(&ctx, &AjustesForm::de(ajustes.as_ref()), &Errores::default(), &pedidas))
}

fn pagina(ctx: &Ctx, form: &AjustesForm, errores: &Errores, pedidas: &[Pedida]) -> Markup {
    let vista =
        views::Vista { clinica: ctx.slug(), csrf: &ctx.csrf, zona: ctx.clinica.zona, conectado: conectado(ctx) };
    ctx.pagina_configuracion("WhatsApp", "avisos", views::editar(&vista, form, errores, pedidas))
}

/// This server may send.
fn conectado(ctx: &Ctx) -> bool {
    ctx.app.config.whatsapp.token.is_some()
}

#[handler]
pub async fn guardar(ctx: Ctx, Formulario(form): Formulario<AjustesForm>) -> AppResult<Response> {
    let errores = match form.validar(conectado(&ctx)) {
        Err(errores) => errores,
        Ok(ajustes) => match intentar(&ctx, &ajustes).await? {
            None => {
                return Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_whatsapp(ctx.slug()), "WhatsApp guardado."));
            }
            Some(errores) => errores,
        },
    };
    let pedidas = ctx.leer(async |tx| queries::plantillas(tx).await).await?;
    Ok(htmx::invalido(pagina(&ctx, &form, &errores, &pedidas)))
}

/// Why it was not kept.
async fn intentar(ctx: &Ctx, ajustes: &Ajustes) -> AppResult<Option<Errores>> {
    match ctx.escribir(async |tx| queries::guardar(tx, ajustes).await).await {
        Ok(true) => Ok(None),
        Ok(false) => {
            Ok(Some(Errores::de("", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo.")))
        }
        Err(AppError::Rechazo(rechazo)) => match rechazo.mensaje(MENSAJES) {
            Some(mensaje) => Ok(Some(Errores::de("numero_id", mensaje))),
            None => Err(AppError::Rechazo(rechazo)),
        },
        Err(otro) => Err(otro),
    }
}

/// Asks for a template to be approved.
#[handler]
pub async fn pedir(ctx: Ctx, Formulario(form): Formulario<PlantillaForm>) -> AppResult<Response> {
    let (tipo, molde) = MOLDES.iter().find(|(t, _)| t.codigo() == form.tipo).ok_or(AppError::Malformado("tipo"))?;
    ctx.escribir(async |tx| {
        queries::ajustes(tx).await?.ok_or(AppError::NoEncontrado)?;
        queries::anotar_plantilla(tx, *tipo, molde.nombre, (EstadoPlantilla::Pedida, "")).await?;
        let trabajo = Trabajo::PedirPlantilla { tipo: tipo.codigo().into() };
        jobs::encolar(tx, &trabajo, Some(&format!("plantilla:{}", tipo.codigo()))).await
    })
    .await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::configuracion_whatsapp(ctx.slug()), "Se pidió la aprobación a WhatsApp."))
}
