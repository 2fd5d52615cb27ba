//! Offering an hour at the desk, and `/o/{token}`: whoever has the link says yes. To open it changes nothing.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::OfrecerForm;
use super::model::{NEGATIVAS, Ofrecida};
use super::views::{self, Toque};
use crate::agenda::espera::hueco::pages::con_candidatas;
use crate::error::{AppError, AppResult};
use crate::services::huecos;
use crate::urls;
use crate::web::form::Formulario;
use crate::web::{Ctx, Visita, htmx};

#[handler]
pub async fn ofrecer(ctx: Ctx, Formulario(form): Formulario<OfrecerForm>) -> AppResult<Response> {
    let Some(hueco) = form.hueco(ctx.clinica.zona) else { return Ok(htmx::ir(&ctx, &urls::esperas(ctx.slug()))) };
    let ofrecimiento = match form.validar(hueco) {
        Ok(ofrecimiento) => ofrecimiento,
        Err(errores) => {
            return Ok(htmx::invalido(con_candidatas(&ctx, &hueco, (&form.personas, &form.horas), &errores).await?));
        }
    };
    let cuantas = huecos::ofrecer(&ctx, &ofrecimiento).await?;
    let dicho = match cuantas {
        0 => "No se ofreció a nadie: quienes esperan no tienen correo, o ya se les ofreció".to_owned(),
        1 => "Se ofreció por correo a 1 persona".to_owned(),
        n => format!("Se ofreció por correo a {n} personas"),
    };
    Ok(htmx::ir_con_aviso(&ctx, &urls::espera_hora(ctx.slug(), hueco.hora, hueco.minutos()), &dicho))
}

#[handler]
pub async fn ver(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    let ofrecida = huecos::mirar(&visita, &token).await?;
    Ok(mostrar(&visita, &token, ofrecida.as_ref(), StatusCode::OK, None))
}

#[handler]
pub async fn aceptar(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    match huecos::aceptar(&visita, &token).await {
        Ok(()) => Ok(htmx::privada(htmx::ir(&visita, &urls::oferta(&token)))),
        Err(AppError::Rechazo(rechazo)) => match rechazo.mensaje(NEGATIVAS) {
            Some(aviso) => {
                let ofrecida = huecos::mirar(&visita, &token).await?;
                Ok(mostrar(&visita, &token, ofrecida.as_ref(), StatusCode::CONFLICT, Some(aviso)))
            }
            None => Err(AppError::Rechazo(rechazo)),
        },
        Err(otro) => Err(otro),
    }
}

fn mostrar(
    visita: &Visita,
    token: &str,
    ofrecida: Option<&Ofrecida>,
    estado: StatusCode,
    aviso: Option<&str>,
) -> Response {
    let (estado, contenido): (StatusCode, Markup) = match ofrecida {
        None => (StatusCode::NOT_FOUND, views::falsa(visita.tema)),
        Some(ofrecida) => {
            let ahora = visita.db().reloj().ahora();
            let toque = Toque { csrf: &visita.csrf, tema: visita.tema, token, ahora, aviso, ofrecida };
            (estado, views::oferta(&toque))
        }
    };
    htmx::privada(htmx::con_estado(estado, contenido))
}
