//! `/correo`; without an inbox it does not exist.

use std::sync::Arc;

use mail_parser::{Message, MessageParser};
use maud::Markup;
use poem::http::header;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};

use super::views::{self, Carta};
use crate::error::{AppError, AppResult};
use crate::mail::buzon::{Buzon, Recibida};
use crate::web::Visita;

/// A message is somebody else's document: it loads nothing, runs nothing and has no origin.
const CSP: &str = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

#[handler]
pub fn lista(visita: Visita) -> AppResult<Markup> {
    let recibidas = buzon(&visita)?.cartas();
    let cartas: Vec<Carta> = recibidas.iter().filter_map(|r| Some(carta(r, &leer(r)?))).collect();
    Ok(views::lista(visita.tema, &cartas))
}

#[handler]
pub fn una(visita: Visita, Path(id): Path<u64>) -> AppResult<Markup> {
    let recibida = recibida(&visita, id)?;
    let mensaje = leer(&recibida).ok_or(AppError::NoEncontrado)?;
    let texto = mensaje.body_text(0).unwrap_or_default();
    let cabeceras: Vec<(&str, &str)> = mensaje.headers_raw().collect();
    Ok(views::una(visita.tema, &carta(&recibida, &mensaje), &texto, &cabeceras))
}

#[handler]
pub fn html(visita: Visita, Path(id): Path<u64>) -> AppResult<Response> {
    let recibida = recibida(&visita, id)?;
    let mensaje = leer(&recibida).ok_or(AppError::NoEncontrado)?;
    let html = mensaje.body_html(0).ok_or(AppError::NoEncontrado)?.into_owned();
    Ok(poem::web::Html(html).with_header(header::CONTENT_SECURITY_POLICY, CSP).into_response())
}

fn buzon(visita: &Visita) -> AppResult<&Buzon> {
    visita.app.buzon.as_ref().ok_or(AppError::NoEncontrado)
}

fn recibida(visita: &Visita, id: u64) -> AppResult<Arc<Recibida>> {
    buzon(visita)?.carta(id).ok_or(AppError::NoEncontrado)
}

fn leer(recibida: &Recibida) -> Option<Message<'_>> {
    MessageParser::default().parse(recibida.crudo.as_slice())
}

fn carta(recibida: &Recibida, mensaje: &Message<'_>) -> Carta {
    Carta {
        id: recibida.id,
        llegada: recibida.llegada,
        para: recibida.para.join(", "),
        asunto: mensaje.subject().unwrap_or("(sin asunto)").to_owned(),
    }
}
