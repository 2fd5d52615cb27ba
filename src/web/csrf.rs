//! A form is ours when the browser says so (Sec-Fetch-Site, Origin) and it carries the token derived from its cookie.

use poem::Request;
use poem::http::header;
use sha2::{Digest, Sha256};

use super::session::hex;
use crate::error::{AppError, AppResult};

/// Derived, never stored: whoever has the cookie can render the form, and nobody else can guess it.
pub fn token(cookie: &str) -> String {
    let huella = Sha256::new().chain_update(b"antesala csrf\0").chain_update(cookie.as_bytes()).finalize();
    hex(huella.get(..16).unwrap_or_default())
}

/// What the browser itself says of where a request comes from. Old browsers say nothing: then the token decides alone.
pub fn comprobar_origen(request: &Request, public_url: &str) -> AppResult<()> {
    match request.header("Sec-Fetch-Site") {
        Some("same-origin" | "none") => return Ok(()),
        Some(_) => return Err(AppError::Falsificado("Sec-Fetch-Site")),
        None => {}
    }
    // "null" is what is said of a page that gives no referrer: it says nothing of where that page was.
    let Some(origen) = request.header(header::ORIGIN).filter(|origen| *origen != "null") else { return Ok(()) };
    let propio = request.header(header::HOST).is_some_and(|host| {
        origen.strip_prefix("http://").or_else(|| origen.strip_prefix("https://")).is_some_and(|o| o == host)
    });
    if propio || origen == public_url { Ok(()) } else { Err(AppError::Falsificado("Origin")) }
}

/// Compared without an early exit, so that time tells nothing about the first wrong letter.
pub fn comprobar_token(enviado: &str, esperado: &str) -> AppResult<()> {
    let iguales = enviado.len() == esperado.len()
        && enviado.bytes().zip(esperado.bytes()).fold(0, |dif, (a, b)| dif | (a ^ b)) == 0;
    if iguales { Ok(()) } else { Err(AppError::Falsificado("token")) }
}
