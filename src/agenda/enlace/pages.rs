//! `/r/{token}`: whoever has the link answers for the cita. To open it changes nothing: mail scanners follow links.

use chrono::{DateTime, Utc};
use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{DesdeFiltro, EfectoForm};
use super::model::{Efecto, Mirado, NEGATIVAS};
use super::views::{self, Toque};
use crate::error::{AppError, AppResult, Rechazo};
use crate::services::enlaces;
use crate::urls;
use crate::values::zona::Zona;
use crate::web::form::{Filtro, Formulario};
use crate::web::{Visita, htmx};

#[handler]
pub async fn ver(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    let mirado = enlaces::mirar(&visita, &token).await?;
    Ok(mostrar(&visita, &token, &mirado, StatusCode::OK, None, views::hora))
}

/// A cancellation is asked twice.
#[handler]
pub async fn preguntar(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    let mirado = enlaces::mirar(&visita, &token).await?;
    Ok(mostrar(&visita, &token, &mirado, StatusCode::OK, None, views::cancelar))
}

#[handler]
pub async fn horas(
    visita: Visita,
    Path(token): Path<String>,
    Filtro(filtro): Filtro<DesdeFiltro>,
) -> AppResult<Response> {
    let (mirado, oferta) = enlaces::ofrecer(&visita, &token, |_zona| filtro.desde()).await?;
    Ok(mostrar(&visita, &token, &mirado, StatusCode::OK, None, |toque| views::horas(toque, &oferta)))
}

#[handler]
pub async fn confirmar(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<EfectoForm>,
) -> AppResult<Response> {
    efectuar(&visita, &token, &form, Efecto::Confirmar).await
}

#[handler]
pub async fn cancelar(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<EfectoForm>,
) -> AppResult<Response> {
    efectuar(&visita, &token, &form, Efecto::Cancelar).await
}

#[handler]
pub async fn cambiar(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<EfectoForm>,
) -> AppResult<Response> {
    match form.hora() {
        Some(inicio) => efectuar(&visita, &token, &form, Efecto::Cambiar(inicio)).await,
        None => {
            sin_efecto(&visita, &token, StatusCode::UNPROCESSABLE_ENTITY, Some("Elija una de estas horas."), None).await
        }
    }
}

async fn efectuar(visita: &Visita, token: &str, form: &EfectoForm, efecto: Efecto) -> AppResult<Response> {
    match enlaces::efectuar(visita, token, form.cita(), efecto).await {
        Ok(()) => Ok(htmx::privada(htmx::ir(visita, &urls::enlace_cita(token)))),
        Err(AppError::Rechazo(rechazo)) => rechazada(visita, token, efecto, &rechazo).await,
        Err(otro) => Err(otro),
    }
}

/// Nothing was done: how things stand, and for another hour those that are free.
async fn rechazada(visita: &Visita, token: &str, efecto: Efecto, rechazo: &Rechazo) -> AppResult<Response> {
    let aviso = rechazo.mensaje(NEGATIVAS);
    if aviso.is_none() && !rechazo.es("enlaces_cerrado") {
        return Err(AppError::Rechazo(rechazo.clone()));
    }
    let pedida = match efecto {
        Efecto::Cambiar(inicio) if rechazo.regla.ends_with("_ocupado") => Some(inicio),
        _ => None,
    };
    if pedida.is_some() {
        return sin_efecto(visita, token, StatusCode::CONFLICT, aviso, pedida).await;
    }
    let mirado = enlaces::mirar(visita, token).await?;
    Ok(mostrar(visita, token, &mirado, StatusCode::CONFLICT, aviso, views::hora))
}

/// The free hours again, around the one that was asked.
async fn sin_efecto(
    visita: &Visita,
    token: &str,
    estado: StatusCode,
    aviso: Option<&str>,
    pedida: Option<DateTime<Utc>>,
) -> AppResult<Response> {
    let desde = |zona: Zona| pedida.map(|inicio| zona.fecha(inicio));
    let (mirado, oferta) = enlaces::ofrecer(visita, token, desde).await?;
    Ok(mostrar(visita, token, &mirado, estado, aviso, |toque| views::horas(toque, &oferta)))
}

/// What a link is worth decides; only one that is open shows `pagina`.
fn mostrar(
    visita: &Visita,
    token: &str,
    mirado: &Mirado,
    estado: StatusCode,
    aviso: Option<&str>,
    pagina: impl FnOnce(&Toque<'_>) -> Markup,
) -> Response {
    let ahora = visita.db().reloj().ahora();
    let toque = |citada| Toque { csrf: &visita.csrf, tema: visita.tema, token, ahora, aviso, citada };
    let (estado, contenido) = match mirado {
        Mirado::Falso => (StatusCode::NOT_FOUND, views::falso(visita.tema)),
        Mirado::Vencido(citada) => (StatusCode::GONE, views::vencido(visita.tema, citada)),
        Mirado::Cancelada(citada) => (estado, views::cancelada(visita.tema, citada)),
        Mirado::Abierto(citada) => (estado, pagina(&toque(citada))),
    };
    htmx::privada(htmx::con_estado(estado, contenido))
}
