//! The list, and the answer to each.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;

use super::views;
use crate::agenda::en_linea::model::POR_RESPONDER;
use crate::agenda::en_linea::queries;
use crate::error::{AppError, AppResult};
use crate::services::en_linea;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Ctx, htmx};

const MOTIVO_MAX: u16 = 200;

#[handler]
pub async fn lista(ctx: Ctx) -> AppResult<Markup> {
    pagina(&ctx, &Errores::default()).await
}

async fn pagina(ctx: &Ctx, errores: &Errores) -> AppResult<Markup> {
    let todas = ctx.leer(async |tx| queries::por_aprobar(tx).await).await?;
    let zona = ctx.clinica.zona.into();
    Ok(ctx.pagina("Por aprobar", "agenda", views::lista(ctx.slug(), &ctx.csrf, zona, &todas, errores)))
}

/// The clinic's slug and the booking of a path.
#[derive(Deserialize)]
pub struct DeReserva {
    id: i64,
}

#[handler]
pub async fn aprobar(ctx: Ctx, Path(DeReserva { id }): Path<DeReserva>) -> AppResult<Response> {
    let hecha = en_linea::aprobar(&ctx, id).await;
    responder(&ctx, hecha, "Hora reservada: le avisamos por correo").await
}

/// What its person reads in the letter; it may be left unsaid.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RechazoForm {
    motivo: String,
}

#[handler]
pub async fn rechazar(
    ctx: Ctx,
    Path(DeReserva { id }): Path<DeReserva>,
    Formulario(form): Formulario<RechazoForm>,
) -> AppResult<Response> {
    let mut errores = Errores::default();
    errores.limitar("", &form.motivo, MOTIVO_MAX);
    if errores.hay() {
        return Ok(htmx::invalido(pagina(&ctx, &errores).await?));
    }
    let hecho = en_linea::rechazar(&ctx, id, form.motivo.trim()).await;
    responder(&ctx, hecho, "Pedido rechazado: le avisamos por correo").await
}

async fn responder(ctx: &Ctx, hecho: AppResult<()>, dicho: &str) -> AppResult<Response> {
    match hecho {
        Ok(()) => Ok(htmx::ir_con_aviso(ctx, &urls::por_aprobar(ctx.slug()), dicho)),
        Err(AppError::Rechazo(rechazo)) => match rechazo.mensaje(POR_RESPONDER) {
            Some(mensaje) => Ok(htmx::con_estado(StatusCode::CONFLICT, pagina(ctx, &Errores::de("", mensaje)).await?)),
            None => Err(AppError::Rechazo(rechazo)),
        },
        Err(otro) => Err(otro),
    }
}
