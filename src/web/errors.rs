//! One layer turns every error into an answer, as a page or as a fragment, and logs it once.

use std::sync::Arc;

use maud::Markup;
use poem::error::ResponseError;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, Request, Response, endpoint::make};

use super::guard::POST;
use super::log::Rastro;
use super::{Ctx, Visita, htmx};
use crate::error::AppError;
use crate::ui::{self, Enlace, ErrorPage};
use crate::urls;

impl ResponseError for AppError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoEncontrado => StatusCode::NOT_FOUND,
            Self::SinSesion => StatusCode::UNAUTHORIZED,
            Self::SinFactor | Self::Prohibido(_) | Self::Falsificado(_) => StatusCode::FORBIDDEN,
            Self::Malformado(_) => StatusCode::BAD_REQUEST,
            Self::OtroMetodo(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Excesivo => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Rechazo(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::EnCurso => StatusCode::CONFLICT,
            Self::Ocupado => StatusCode::SERVICE_UNAVAILABLE,
            Self::Interno(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

pub(super) fn atender<E: Endpoint<Output = Response> + 'static>(endpoint: E) -> impl Endpoint<Output = Response> {
    let endpoint = Arc::new(endpoint);
    make(move |request: Request| {
        let endpoint = Arc::clone(&endpoint);
        async move {
            let rastro = request.data::<Arc<Rastro>>().cloned().unwrap_or_default();
            let fragmento = htmx::es_fragmento(&request);
            match endpoint.call(request).await {
                Ok(respuesta) => Ok(respuesta),
                Err(error) => Ok::<_, poem::Error>(responder(&rastro, fragmento, &error)),
            }
        }
    })
}

fn responder(rastro: &Rastro, fragmento: bool, error: &poem::Error) -> Response {
    let estado = error.status();
    anotar(rastro, estado, error);
    match (error.downcast_ref::<AppError>(), rastro.visita()) {
        (Some(AppError::SinSesion), Some(visita)) => return llevar(visita, estado, &urls::entrar(Some(&visita.aqui))),
        (Some(AppError::SinFactor), Some(visita)) => {
            return llevar(visita, estado, &urls::segundo_factor(Some(&visita.aqui)));
        }
        _ => {}
    }
    let admite = match error.downcast_ref::<AppError>() {
        Some(AppError::OtroMetodo(admite)) => *admite,
        _ => "",
    };
    let texto = if admite == POST { SOLO_ENVIOS } else { explicar(estado) };
    let pagina = ErrorPage {
        status: estado.as_u16(),
        titulo: texto.0.into(),
        mensaje: texto.1.into(),
        peticion: rastro.peticion.to_string(),
        volver: Enlace::new("Ir al inicio", rastro.ctx().map_or_else(urls::inicio, |ctx| urls::hoy(ctx.slug()))),
    };
    let contenido = if fragmento { ui::error_fragment(&pagina) } else { en_marco(rastro.ctx(), &pagina) };
    let mut respuesta = htmx::con_estado(estado, contenido);
    if !admite.is_empty() {
        respuesta.headers_mut().insert(header::ALLOW, HeaderValue::from_static(admite));
    }
    if matches!(estado, StatusCode::SERVICE_UNAVAILABLE | StatusCode::CONFLICT) {
        respuesta.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    respuesta
}

fn en_marco(ctx: Option<&Ctx>, pagina: &ErrorPage) -> Markup {
    match ctx {
        Some(ctx) => ctx.pagina(&pagina.titulo, "", ui::error_page(pagina)),
        None => ui::pagina_simple(
            &ui::Simple { titulo: pagina.titulo.clone(), nombre: "Antesala".into(), ..Default::default() },
            ui::error_page(pagina),
        ),
    }
}

/// htmx is told where to go; a browser is sent there, and comes back to the page it wanted.
fn llevar(visita: &Visita, estado: StatusCode, destino: &str) -> Response {
    let mut respuesta = htmx::ir(visita, destino);
    if visita.htmx {
        respuesta.set_status(estado);
    }
    respuesta
}

fn anotar(rastro: &Rastro, estado: StatusCode, error: &poem::Error) {
    let (id, ruta, codigo) = (rastro.peticion, rastro.patron(), estado.as_u16());
    if estado.is_server_error() {
        tracing::error!(peticion.id = %id, peticion.ruta = ruta, respuesta.estado = codigo, %error, "request failed");
    } else {
        tracing::debug!(peticion.id = %id, peticion.ruta = ruta, respuesta.estado = codigo, %error, "request refused");
    }
}

/// Where a reload of what a form answered leads.
const SOLO_ENVIOS: (&str, &str) =
    ("A esta dirección solo se llega desde un formulario", "Vuelve atrás, o empieza otra vez desde el inicio.");

/// Title, and what the person can do.
fn explicar(estado: StatusCode) -> (&'static str, &'static str) {
    match estado {
        StatusCode::NOT_FOUND => {
            ("No encontramos esa página", "Puede que se haya movido o que el enlace esté incompleto.")
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            ("Esa página no acepta envíos", "Vuelve atrás e inténtalo desde el formulario.")
        }
        StatusCode::FORBIDDEN => (
            "No tienes permiso para esto",
            "Pide a quien administra la clínica que te dé acceso, o recarga la página e inténtalo otra vez.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ("Es demasiado grande", "Envía menos cada vez: hasta 1 MB y 2.000 campos."),
        StatusCode::CONFLICT => {
            ("Otra persona lo está usando", "Espera unos segundos e inténtalo otra vez; no se guardó nada.")
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            ("Hay demasiado trabajo ahora", "Espera unos segundos y revisa si quedó hecho antes de repetirlo.")
        }
        estado if estado.is_client_error() => {
            ("No pudimos leer lo enviado", "Vuelve atrás e inténtalo otra vez; no se guardó nada.")
        }
        _ => (
            "Algo falló de nuestro lado",
            "No se guardó nada. Inténtalo otra vez; si sigue, envíanos el código de abajo.",
        ),
    }
}
