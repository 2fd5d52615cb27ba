//! Who wrote by WhatsApp, and what they are answered.

use maud::Markup;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{AtencionForm, FiltrosForm, RespuestaForm};
use super::model::Estado;
use super::{queries, views};
use crate::error::{AppError, AppResult};
use crate::services::whatsapp;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(form): Filtro<FiltrosForm>) -> AppResult<Markup> {
    let estado = match form.estado.as_str() {
        "" => Some(Estado::Espera),
        otro => Estado::de_codigo(otro),
    };
    let antes = form.antes.parse().ok();
    let suyas = ctx.leer(async |tx| queries::listar(tx, estado, antes).await).await?;
    Ok(ctx.pagina("Conversaciones", "conversaciones", views::lista(ctx.slug(), ctx.clinica.zona, estado, &suyas)))
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &RespuestaForm::nueva(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &RespuestaForm, errores: &Errores) -> AppResult<Markup> {
    let leida = ctx.leer(async |tx| {
        let conversacion = queries::una(tx, id).await?;
        let lineas = queries::lineas(tx, &conversacion).await?;
        let personas = queries::personas(tx, &conversacion.telefono).await?;
        Ok((conversacion, lineas, personas))
    });
    let (conversacion, lineas, personas) = leida.await?;
    let vista = views::Vista {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        abierta: conversacion.hasta > ctx.db().reloj().ahora(),
        conversacion: &conversacion,
        lineas: &lineas,
        personas: &personas,
    };
    Ok(ctx.pagina(&views::quien(&conversacion), "conversaciones", views::una(&vista, form, errores)))
}

#[handler]
pub async fn responder(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<RespuestaForm>,
) -> AppResult<Response> {
    let errores = match form.validar() {
        Err(errores) => errores,
        Ok((texto, clave)) => match whatsapp::responder(&ctx, id, texto, clave).await {
            Ok(()) => {
                let url = urls::conversacion(ctx.slug(), id);
                return Ok(htmx::ir_con_aviso(&ctx, &url, "Se enviará en un momento."));
            }
            Err(AppError::Rechazo(no)) if no.es("conversaciones_cerrada") => {
                Errores::de("texto", "Pasaron más de 24 horas desde su último mensaje: llámale por teléfono.")
            }
            Err(otro) => return Err(otro),
        },
    };
    Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?))
}

/// Nothing is left to say.
#[handler]
pub async fn atender(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<AtencionForm>,
) -> AppResult<Response> {
    let version = form.version.parse().unwrap_or_default();
    let hecho = ctx
        .escribir(async |tx| {
            queries::suya(tx, id).await?;
            queries::atender(tx, id, version).await
        })
        .await?;
    let (url, aviso) = match hecho {
        true => (urls::conversaciones(ctx.slug()), "Conversación atendida"),
        false => (urls::conversacion(ctx.slug(), id), "Escribió algo más: léelo antes"),
    };
    Ok(htmx::ir_con_aviso(&ctx, &url, aviso))
}
