//! Following an invitation.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::AceptarForm;
use super::queries::Invitado;
use super::views::{self, Bienvenida};
use crate::error::AppResult;
use crate::identidad::pages::pasar;
use crate::services::identidad::invitaciones::{self, Abierta, Aceptacion, Invitacion};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Visita, htmx};

#[handler]
pub async fn ver(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    Ok(match invitaciones::mirar(&visita, &token).await? {
        Invitacion::Abierta(abierta) => {
            htmx::con_estado(StatusCode::OK, bienvenida(&visita, &token, &abierta, &Errores::default()))
        }
        otra => no_sirve(&visita, &otra),
    })
}

#[handler]
pub async fn aceptar(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<AceptarForm>,
) -> AppResult<Response> {
    let abierta = match invitaciones::mirar(&visita, &token).await? {
        Invitacion::Abierta(abierta) => abierta,
        otra => return Ok(no_sirve(&visita, &otra)),
    };
    let volver = |errores: Errores| bienvenida(&visita, &token, &abierta, &errores);
    let invitado = &abierta.invitado;
    let clave = match form.validar(abierta.tiene_clave(), &invitado.correo, &invitado.nombre) {
        Ok(clave) => clave,
        Err(errores) => return Ok(htmx::invalido(volver(errores))),
    };
    let aceptacion = invitaciones::aceptar(&visita, &abierta, clave).await?;
    Ok(responder(&visita, invitado, aceptacion, volver))
}

fn responder(
    visita: &Visita,
    invitado: &Invitado,
    aceptacion: Aceptacion,
    volver: impl FnOnce(Errores) -> Markup,
) -> Response {
    match aceptacion {
        Aceptacion::Hecha(entrada) => {
            let destino = pasar(visita, &entrada, &urls::hoy(&invitado.clinica_slug));
            htmx::ir_con_aviso(visita, &destino, "Listo: ya eres parte de la clínica")
        }
        Aceptacion::ClaveErrada => htmx::invalido(volver(Errores::de("clave", "No es la clave de tu cuenta."))),
        Aceptacion::Bloqueada(minutos) => {
            let errores = Errores::de("", format!("Demasiados intentos. Espera {minutos} min y vuelve a probar."));
            htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, volver(errores))
        }
        Aceptacion::Tarde => htmx::conflicto(views::no_sirve(visita.tema, USADA.0, USADA.1)),
    }
}

const USADA: (&str, &str) = ("Esta invitación ya se usó", "Si fuiste tú, entra con tu correo y la clave que elegiste.");

fn no_sirve(visita: &Visita, invitacion: &Invitacion) -> Response {
    let (estado, (titulo, texto)) = match invitacion {
        Invitacion::Usada => (StatusCode::GONE, USADA),
        Invitacion::Vencida => (
            StatusCode::GONE,
            ("Esta invitación venció", "Pide a quien administra tu clínica que te envíe otra: toma un minuto."),
        ),
        Invitacion::Falsa | Invitacion::Abierta(_) => (
            StatusCode::NOT_FOUND,
            ("Este enlace no está completo", "Cópialo entero del mensaje que recibiste, o pide uno nuevo."),
        ),
    };
    htmx::con_estado(estado, views::no_sirve(visita.tema, titulo, texto))
}

fn bienvenida(visita: &Visita, token: &str, abierta: &Abierta, errores: &Errores) -> Markup {
    let invitado = &abierta.invitado;
    views::bienvenida(
        &Bienvenida {
            csrf: &visita.csrf,
            tema: visita.tema,
            token,
            clinica: &invitado.clinica_nombre,
            nombre: &invitado.nombre,
            correo: &invitado.correo,
            tiene_clave: abierta.tiene_clave(),
        },
        errores,
    )
}
