//! `/b/{token}`: to open it changes nothing, as mail scanners follow links; a POST to the very address is the button of a reader of mail (RFC 8058),
//! which has no session and no form of ours: the secret in the address is all the proof.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::views;
use crate::error::{AppError, AppResult};
use crate::services::bajas;
use crate::urls;
use crate::web::form::Formulario;
use crate::web::{Llamada, Visita, htmx};

#[handler]
pub async fn ver(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    let (estado, contenido): (StatusCode, Markup) = match bajas::mirar(&visita, &token).await? {
        Some(mirada) => (StatusCode::OK, views::baja(visita.tema, &visita.csrf, &token, &mirada)),
        None => (StatusCode::NOT_FOUND, views::falsa(visita.tema)),
    };
    Ok(htmx::privada(htmx::con_estado(estado, contenido)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Deseo {
    quiere: bool,
}

#[handler]
pub async fn decir(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(deseo): Formulario<Deseo>,
) -> AppResult<Response> {
    bajas::decir(visita.db(), &token, deseo.quiere).await?;
    Ok(htmx::privada(htmx::ir(&visita, &urls::baja(&token))))
}

#[handler]
pub async fn de_un_toque(llamada: Llamada, Path(token): Path<String>) -> AppResult<Response> {
    // As a form or in parts: readers of mail may send either.
    let cuerpo = String::from_utf8_lossy(&llamada.cuerpo);
    if !["List-Unsubscribe", "One-Click"].iter().all(|parte| cuerpo.contains(parte)) {
        return Err(AppError::Malformado("body"));
    }
    match bajas::decir(llamada.db(), &token, false).await? {
        true => Ok(StatusCode::OK.into_response()),
        false => Err(AppError::NoEncontrado),
    }
}
