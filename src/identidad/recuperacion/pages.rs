//! Asking for another password, and choosing it.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{ElegirForm, PedirForm};
use super::views;
use crate::error::AppResult;
use crate::services::identidad::recuperacion::{self, Pedido};
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Visita, htmx, session};

#[handler]
pub fn ver(visita: Visita) -> Markup {
    views::pedir(&visita.csrf, visita.tema, &PedirForm::default(), &Errores::default())
}

#[handler]
pub async fn pedir(visita: Visita, Formulario(form): Formulario<PedirForm>) -> AppResult<Response> {
    let mostrar = |errores: &Errores| views::pedir(&visita.csrf, visita.tema, &form, errores);
    let correo = match form.validar() {
        Ok(correo) => correo,
        Err(errores) => return Ok(htmx::invalido(mostrar(&errores))),
    };
    Ok(match recuperacion::pedir(&visita, &correo).await? {
        Pedido::Recibido => htmx::con_estado(StatusCode::ACCEPTED, views::recibido(visita.tema, &correo)),
        Pedido::Bloqueado(minutos) => {
            let errores = Errores::de("", format!("Demasiados intentos. Espera {minutos} min y vuelve a probar."));
            htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, mostrar(&errores))
        }
    })
}

#[handler]
pub async fn enlace(visita: Visita, Path(token): Path<String>) -> AppResult<Response> {
    Ok(match recuperacion::mirar(&visita, &token).await? {
        Some(vigente) => {
            let pagina = views::elegir(&visita.csrf, visita.tema, &token, &vigente.enlace, &Errores::default());
            htmx::con_estado(StatusCode::OK, pagina)
        }
        None => htmx::con_estado(StatusCode::GONE, views::no_sirve(visita.tema)),
    })
}

#[handler]
pub async fn elegir(
    visita: Visita,
    Path(token): Path<String>,
    Formulario(form): Formulario<ElegirForm>,
) -> AppResult<Response> {
    let Some(vigente) = recuperacion::mirar(&visita, &token).await? else {
        return Ok(htmx::con_estado(StatusCode::GONE, views::no_sirve(visita.tema)));
    };
    let suyo = &vigente.enlace;
    if let Err(errores) = form.validar(&suyo.correo, &suyo.nombre) {
        return Ok(htmx::invalido(views::elegir(&visita.csrf, visita.tema, &token, suyo, &errores)));
    }
    if !recuperacion::elegir(&visita, &vigente, &form.nueva).await? {
        return Ok(htmx::conflicto(views::no_sirve(visita.tema)));
    }
    session::cerrar(&visita);
    Ok(htmx::ir_con_aviso(&visita, &urls::entrar(None), "Clave cambiada: entra con ella"))
}
