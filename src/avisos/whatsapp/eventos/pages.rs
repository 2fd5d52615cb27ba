//! What the API tells us: it is kept at once, and attended to later. It calls without a session, and signs what it says.

use poem::http::StatusCode;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::queries;
use crate::error::{AppError, AppResult};
use crate::web::form::Filtro;
use crate::web::{Llamada, csrf};
use crate::whatsapp;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Saludo {
    #[serde(rename = "hub.verify_token")]
    token: String,
    #[serde(rename = "hub.challenge")]
    reto: String,
}

/// Whoever sets the API up gives it our word, and it asks for an answer.
#[handler]
pub fn presentar(llamada: Llamada, Filtro(saludo): Filtro<Saludo>) -> AppResult<Response> {
    let esperado = llamada.app.config.whatsapp.verify_token.as_deref().ok_or(AppError::NoEncontrado)?;
    csrf::comprobar_token(&saludo.token, esperado)?;
    Ok(saludo.reto.into_response())
}

#[handler]
pub async fn recibir(llamada: Llamada) -> AppResult<Response> {
    let secreto = llamada.app.config.whatsapp.app_secret.as_deref().ok_or(AppError::NoEncontrado)?;
    if !whatsapp::comprobar(secreto, &llamada.firma, &llamada.cuerpo) {
        tracing::warn!(bytes = llamada.cuerpo.len(), "an event of WhatsApp was not signed");
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let recibidos = whatsapp::leer(&llamada.cuerpo).ok_or(AppError::Malformado("body"))?;
    let cuenta = queries::recibir(llamada.db(), &recibidos).await?;
    if cuenta.ajenos > 0 {
        tracing::warn!(ajenos = cuenta.ajenos, "WhatsApp told of numbers that are of no clinic here");
    }
    tracing::debug!(eventos = recibidos.len(), guardados = cuenta.guardados, "WhatsApp told us something");
    Ok(StatusCode::OK.into_response())
}
