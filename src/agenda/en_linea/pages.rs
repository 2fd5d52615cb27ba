//! The public pages: what is booked, its free hours, and one booking from the held hour to the cita.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::{CodigoForm, DatosForm, HorasFiltro, TomarForm};
use super::model::{EnLinea, Estado, NEGATIVAS, Paso, Portal, Tomada};
use super::views::{self, Sitio};
use crate::error::{AppError, AppResult, Rechazo};
use crate::services::en_linea;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Visita, htmx};

const SIN_MAS: &str =
    "Ya le enviamos varios correos: revise los no deseados, o espere y vuelva a intentarlo más tarde.";

#[handler]
pub async fn portada(visita: Visita, Path(slug): Path<String>) -> AppResult<Markup> {
    let (portal, ofrecidas) = en_linea::portada(&visita, &slug).await?;
    Ok(views::portada(&sitio(&visita, &portal), &ofrecidas))
}

/// The clinic's slug and the prestación of a path.
#[derive(Deserialize)]
pub struct DePrestacion {
    clinica: String,
    prestacion: i64,
}

#[handler]
pub async fn horas(
    visita: Visita,
    Path(de): Path<DePrestacion>,
    Filtro(filtro): Filtro<HorasFiltro>,
) -> AppResult<Response> {
    con_horas(&visita, &de, &filtro, StatusCode::OK, None).await
}

async fn con_horas(
    visita: &Visita,
    de: &DePrestacion,
    filtro: &HorasFiltro,
    estado: StatusCode,
    aviso: Option<&str>,
) -> AppResult<Response> {
    match en_linea::horas(visita, &de.clinica, de.prestacion, filtro.cuales()).await? {
        Some(h) => Ok(htmx::con_estado(estado, views::horas(&sitio(visita, &h.portal), &h, aviso))),
        None => Ok(htmx::ir(visita, &urls::reservar(&de.clinica))),
    }
}

#[handler]
pub async fn tomar(
    visita: Visita,
    Path(de): Path<DePrestacion>,
    Formulario(form): Formulario<TomarForm>,
) -> AppResult<Response> {
    let filtro = |desde: String| HorasFiltro { profesional: form.profesional.clone(), desde };
    let Some(pedida) = form.hora() else {
        let mal = Some("Elija una de estas horas.");
        return con_horas(&visita, &de, &filtro(String::new()), StatusCode::UNPROCESSABLE_ENTITY, mal).await;
    };
    let (estado, aviso) = match en_linea::tomar(&visita, &de.clinica, de.prestacion, pedida).await? {
        Tomada::Retenida(token) => {
            return Ok(htmx::privada(htmx::ir(&visita, &urls::reserva_en_linea(&de.clinica, &token))));
        }
        Tomada::Cerrada => return Ok(htmx::ir(&visita, &urls::reservar(&de.clinica))),
        Tomada::Ocupada => (StatusCode::CONFLICT, "Esa hora ya no está libre: elija otra.".to_owned()),
        Tomada::Espere(minutos) => (
            StatusCode::TOO_MANY_REQUESTS,
            format!("Desde aquí se tomaron muchas horas: espere {minutos} min y vuelva a intentarlo."),
        ),
    };
    con_horas(&visita, &de, &filtro(pedida.0.inicio.date_naive().to_string()), estado, Some(&aviso)).await
}

/// The clinic's slug and the token of a path.
#[derive(Deserialize)]
pub struct DeToken {
    clinica: String,
    token: String,
}

#[handler]
pub async fn ver(visita: Visita, Path(de): Path<DeToken>) -> AppResult<Response> {
    mostrar(&visita, &de, StatusCode::OK, &Errores::default(), Escrito::Nada).await
}

/// What could not be taken, to be shown again.
#[derive(Clone, Copy)]
enum Escrito<'a> {
    Nada,
    Datos(&'a DatosForm),
    Codigos(&'a CodigoForm),
}

/// The page that its state asks for.
async fn mostrar(
    visita: &Visita,
    de: &DeToken,
    estado: StatusCode,
    errores: &Errores,
    escrito: Escrito<'_>,
) -> AppResult<Response> {
    let (portal, reserva) = en_linea::mirar(visita, &de.clinica, &de.token).await?;
    let sitio = sitio(visita, &portal);
    let Some(reserva) = reserva else {
        return Ok(htmx::privada(htmx::con_estado(StatusCode::GONE, views::vencida(&sitio))));
    };
    Ok(htmx::privada(htmx::con_estado(estado, pagina(&sitio, &de.token, &reserva, errores, escrito))))
}

fn pagina(sitio: &Sitio<'_>, token: &str, reserva: &EnLinea, errores: &Errores, escrito: Escrito<'_>) -> Markup {
    match (reserva.estado(), escrito) {
        (Estado::Hecha, _) => views::hecha(sitio, reserva),
        (Estado::PorAprobar, _) => views::por_aprobar(sitio, reserva),
        (Estado::Rechazada | Estado::Vencida, _) => views::vencida(sitio),
        (Estado::Abierta, Escrito::Datos(form)) => views::datos(sitio, token, reserva, form, errores),
        (Estado::Abierta, _) if reserva.consentida.is_none() => {
            views::datos(sitio, token, reserva, &DatosForm::de(reserva), errores)
        }
        (Estado::Abierta, Escrito::Codigos(form)) => views::codigo(sitio, token, reserva, form, errores),
        (Estado::Abierta, Escrito::Nada) => views::codigo(sitio, token, reserva, &CodigoForm::default(), errores),
    }
}

#[handler]
pub async fn datos(
    visita: Visita,
    Path(de): Path<DeToken>,
    Formulario(form): Formulario<DatosForm>,
) -> AppResult<Response> {
    let datos = match form.validar() {
        Ok(datos) => datos,
        Err(errores) => {
            return mostrar(&visita, &de, StatusCode::UNPROCESSABLE_ENTITY, &errores, Escrito::Datos(&form)).await;
        }
    };
    match en_linea::anotar(&visita, &de.clinica, &de.token, &datos).await? {
        Paso::SinMas => {
            let errores = Errores::de("correo", SIN_MAS);
            mostrar(&visita, &de, StatusCode::TOO_MANY_REQUESTS, &errores, Escrito::Datos(&form)).await
        }
        _ => Ok(volver(&visita, &de)),
    }
}

/// What was written is to be corrected: the form again, with all of it.
#[handler]
pub async fn corregir(visita: Visita, Path(de): Path<DeToken>) -> AppResult<Response> {
    let (portal, reserva) = en_linea::mirar(&visita, &de.clinica, &de.token).await?;
    match reserva.filter(|r| r.estado() == Estado::Abierta) {
        Some(reserva) => {
            let form = DatosForm::de(&reserva);
            let vista = views::datos(&sitio(&visita, &portal), &de.token, &reserva, &form, &Errores::default());
            Ok(htmx::privada(vista.into_response()))
        }
        None => Ok(volver(&visita, &de)),
    }
}

#[handler]
pub async fn codigo(
    visita: Visita,
    Path(de): Path<DeToken>,
    Formulario(form): Formulario<CodigoForm>,
) -> AppResult<Response> {
    let (_, reserva) = en_linea::mirar(&visita, &de.clinica, &de.token).await?;
    let (estado, errores, escrito) = match form.validar(reserva.is_some_and(|r| r.pide_telefono)) {
        Err(errores) => (StatusCode::UNPROCESSABLE_ENTITY, errores, form),
        Ok(codigos) => match en_linea::comprobar(&visita, &de.clinica, &de.token, &codigos).await {
            Ok(Paso::Mal { correo, telefono, quedan }) => {
                let errores = no_son((correo, telefono), quedan);
                (StatusCode::UNPROCESSABLE_ENTITY, errores, form.sin_lo_malo((correo, telefono)))
            }
            Ok(_) => return Ok(volver(&visita, &de)),
            Err(AppError::Rechazo(rechazo)) => (StatusCode::CONFLICT, negativa(rechazo)?, form),
            Err(otro) => return Err(otro),
        },
    };
    mostrar(&visita, &de, estado, &errores, Escrito::Codigos(&escrito)).await
}

fn no_son((correo, telefono): (bool, bool), quedan: i16) -> Errores {
    let mut errores = Errores::default();
    for (campo, mal) in [("codigo", correo), ("codigo_telefono", telefono)] {
        if mal {
            errores.agregar(campo, format!("Ese código no es. Puede intentarlo {quedan} veces más."));
        }
    }
    errores
}

fn negativa(rechazo: Rechazo) -> AppResult<Errores> {
    match rechazo.mensaje(NEGATIVAS) {
        Some(mensaje) => Ok(Errores::de("", mensaje)),
        None => Err(AppError::Rechazo(rechazo)),
    }
}

#[handler]
pub async fn reenviar(visita: Visita, Path(de): Path<DeToken>) -> AppResult<Response> {
    match en_linea::reenviar(&visita, &de.clinica, &de.token).await? {
        Paso::SinMas => {
            let errores = Errores::de("", SIN_MAS);
            mostrar(&visita, &de, StatusCode::TOO_MANY_REQUESTS, &errores, Escrito::Nada).await
        }
        _ => Ok(htmx::privada(htmx::ir_con_aviso(
            &visita,
            &urls::reserva_en_linea(&de.clinica, &de.token),
            "Le enviamos otro código",
        ))),
    }
}

/// To the hours again; this one is let go.
#[handler]
pub async fn soltar(visita: Visita, Path(de): Path<DeToken>) -> AppResult<Response> {
    en_linea::soltar(&visita, &de.clinica, &de.token).await?;
    Ok(htmx::privada(htmx::ir(&visita, &urls::reservar(&de.clinica))))
}

fn volver(visita: &Visita, de: &DeToken) -> Response {
    htmx::privada(htmx::ir(visita, &urls::reserva_en_linea(&de.clinica, &de.token)))
}

fn sitio<'a>(visita: &'a Visita, portal: &'a Portal) -> Sitio<'a> {
    Sitio { csrf: &visita.csrf, tema: visita.tema, portal, tostadas: visita.tomar_aviso() }
}
