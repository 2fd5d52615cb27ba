//! A file of somebody's as an answer: to be kept, never shown or run as if it were of this house.

use poem::http::header;
use poem::{Body, Response};

/// Even opened it loads nothing, runs nothing and has no origin.
const CSP: &str = "default-src 'none'; sandbox";
/// What it truly is its name says: a type that a browser knows how to show would be one step from showing it.
const TIPO: &str = "application/octet-stream";

pub fn archivo(nombre: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .content_type(TIPO)
        .header(header::CONTENT_DISPOSITION, disposicion(nombre))
        .header(header::CONTENT_SECURITY_POLICY, CSP)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "private, no-store")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .body(bytes)
}

/// A spreadsheet of ours.
pub fn csv(nombre: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nombre}.csv\""))
        .body(bytes)
}

/// A file of ours to be kept, as it comes.
pub fn descargado(nombre: &str, cuerpo: Body) -> Response {
    Response::builder()
        .content_type(TIPO)
        .header(header::CONTENT_DISPOSITION, disposicion(nombre))
        .header(header::CACHE_CONTROL, "private, no-store")
        .body(cuerpo)
}

/// RFC 6266: the name for who reads ASCII only, and as it is (RFC 8187). No letter of the name ends up in it but those that
/// mean nothing to a header.
fn disposicion(nombre: &str) -> String {
    let llano: String = nombre.chars().map(|c| if inocua(c) || c == ' ' { c } else { '_' }).collect();
    let entero: String = nombre
        .bytes()
        .map(|b| if inocua(char::from(b)) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("attachment; filename=\"{llano}\"; filename*=UTF-8''{entero}")
}

fn inocua(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._".contains(c)
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn el_nombre_viaja_de_dos_maneras() {
        for (nombre, cabecera) in [
            (
                "Orden médica 2.pdf",
                "attachment; filename=\"Orden m_dica 2.pdf\"; filename*=UTF-8''Orden%20m%C3%A9dica%202.pdf",
            ),
            (
                "a\"; x=\\\r\n.pdf",
                "attachment; filename=\"a__ x____.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%5C%0D%0A.pdf",
            ),
        ] {
            assert_eq!(disposicion(nombre), cabecera);
        }
    }

    proptest! {
        #[test]
        fn ningun_nombre_rompe_la_cabecera(nombre in any::<String>()) {
            let cabecera = disposicion(&nombre);
            prop_assert!(HeaderValue::from_str(&cabecera).is_ok());
            prop_assert!(cabecera.is_ascii() && cabecera.matches('"').count() == 2 && cabecera.matches(';').count() == 2);
            prop_assert!(!cabecera.contains(['\r', '\n', '\\']));
        }
    }
}
