//! The two ways an answer leaves: a fragment for htmx, a page or a redirect for a browser.

use maud::Markup;
use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::{IntoResponse, Request, Response};

use super::Visita;
use crate::ui::Enlace;

/// htmx asked for something to put into a place of the page (and not for a whole one).
pub fn es_fragmento(request: &Request) -> bool {
    request.header("HX-Request") == Some("true") && request.header("HX-Request-Type") != Some("full")
}

/// The place that the answer goes to is the element of this id.
pub fn apunta_a(cabeceras: &HeaderMap, id: &str) -> bool {
    let destino = cabeceras.get("HX-Target").and_then(|valor| valor.to_str().ok());
    destino.and_then(|destino| destino.split_once('#')).is_some_and(|(_, otro)| otro == id)
}

/// Besides, the page is told that what it shows has changed: the element of this id hears it as `suceso`, and `foco` is the id
/// of what takes the focus once it is there.
pub fn con_suceso(respuesta: impl IntoResponse, suceso: &str, id: &str, foco: &str) -> Response {
    let detalle = format!(r##"{{"{suceso}":{{"target":"#{id}","foco":"{foco}"}}}}"##);
    respuesta.with_header("HX-Trigger", detalle).into_response()
}

pub fn con_estado(estado: StatusCode, contenido: Markup) -> Response {
    contenido.with_status(estado).into_response()
}

/// 422: the form again, with what was typed and the reasons.
pub fn invalido(contenido: Markup) -> Response {
    con_estado(StatusCode::UNPROCESSABLE_ENTITY, contenido)
}

/// 409: the form again, and the way out.
pub fn conflicto(contenido: Markup) -> Response {
    con_estado(StatusCode::CONFLICT, contenido)
}

/// Of a page whose address is a secret: nobody else is told of it.
pub fn privada(respuesta: Response) -> Response {
    let respuesta = respuesta.with_header(header::REFERRER_POLICY, "no-referrer");
    respuesta.with_header("X-Robots-Tag", "noindex, nofollow").into_response()
}

/// After a success: the browser goes to `url`, whichever way it asked.
pub fn ir(visita: &Visita, url: &str) -> Response {
    let (estado, nombre) =
        if visita.htmx { (StatusCode::OK, "HX-Redirect") } else { (StatusCode::SEE_OTHER, "Location") };
    let mut respuesta = Response::from(estado);
    if let Ok(valor) = HeaderValue::from_str(destino(visita, url)) {
        respuesta
            .headers_mut()
            .insert(poem::http::HeaderName::from_bytes(nombre.as_bytes()).unwrap_or(header::LOCATION), valor);
    }
    respuesta
}

/// To a place inside the page that asked, a browser jumps without loading it anew: then the whole page it is.
fn destino<'a>(visita: &Visita, url: &'a str) -> &'a str {
    match url.split_once('#') {
        Some((pagina, _)) if visita.htmx && pagina == visita.viene_de => pagina,
        _ => url,
    }
}

/// As `ir`, and the next page says `aviso` in a toast.
pub fn ir_con_aviso(visita: &Visita, url: &str, aviso: &str) -> Response {
    ir_con_enlace(visita, url, aviso, None)
}

/// As `ir_con_aviso`, with where to go about it.
pub fn ir_con_enlace(visita: &Visita, url: &str, aviso: &str, enlace: Option<&Enlace>) -> Response {
    visita.dejar_aviso(aviso, enlace);
    ir(visita, url)
}
