//! The cookie of a signed-in browser: a random token whose hash is all the database knows.

use poem::Request;
use poem::web::cookie::{Cookie, CookieJar, SameSite};
use rand::RngExt;
use sha2::{Digest, Sha256};
use std::time::Duration;

use crate::ui::Tema;

pub const SESION: &str = "antesala_sesion";
/// Between the password and the code of a sign-in: it opens nothing else.
pub const A_MEDIAS: &str = "antesala_ingreso";
/// By which a browser is known again, whoever signs in with it.
const APARATO: &str = "antesala_aparato";
/// Gives an anonymous form something of its own to derive its CSRF token from.
pub const VISITA: &str = "antesala_visita";

pub const TEMA: &str = "tema";
const UN_ANO: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// 256 random bits, in hexadecimal.
pub fn nuevo_token() -> String {
    let bytes: [u8; 32] = rand::rng().random();
    hex(&bytes)
}

/// What is stored of a token.
pub fn huella(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn leer(request: &Request, nombre: &str) -> Option<String> {
    request.cookie().get(nombre).map(|c| c.value_str().to_owned()).filter(|v| !v.is_empty())
}

pub fn poner(jar: &CookieJar, nombre: &str, valor: &str, segura: bool, dura: Option<Duration>) {
    let mut cookie = Cookie::new_with_str(nombre, valor);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(segura);
    if let Some(dura) = dura {
        cookie.set_max_age(dura);
    }
    jar.add(cookie);
}

/// The colours chosen, for a year; our script reads and writes the same cookie, so that the switch answers at once.
pub fn recordar_tema(visita: &super::Visita, tema: Tema) {
    let mut cookie = Cookie::new_with_str(TEMA, tema.value());
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(visita.app.config.segura());
    cookie.set_max_age(UN_ANO);
    visita.jar().add(cookie);
}

pub fn quitar(jar: &CookieJar, nombre: &str) {
    let mut cookie = Cookie::named(nombre);
    cookie.set_path("/");
    cookie.make_removal();
    jar.add(cookie);
}

/// Signed in: the cookie lives as long as the browser; its real ends are in the database.
pub fn abrir(visita: &super::Visita, token: &str) {
    poner(visita.jar(), SESION, token, visita.app.config.segura(), None);
}

/// What the browser is known by, for a year from each sign-in; given to one that has none.
pub fn aparato(visita: &super::Visita) -> String {
    let traido = visita.jar().get(APARATO).map(|c| c.value_str().to_owned()).filter(|v| !v.is_empty());
    let token = traido.unwrap_or_else(nuevo_token);
    poner(visita.jar(), APARATO, &token, visita.app.config.segura(), Some(UN_ANO));
    token
}

/// The token of a sign-in that waits for its code.
pub fn a_medias(visita: &super::Visita) -> Option<String> {
    visita.jar().get(A_MEDIAS).map(|c| c.value_str().to_owned()).filter(|v| !v.is_empty())
}

/// The password was right; the code is still to be given.
pub fn abrir_a_medias(visita: &super::Visita, token: &str) {
    poner(visita.jar(), A_MEDIAS, token, visita.app.config.segura(), None);
}

pub fn cerrar(visita: &super::Visita) {
    quitar(visita.jar(), SESION);
}
