//! Signing in and out, and the choice of a clinic.

use maud::Markup;
use poem::http::StatusCode;
use poem::{Response, handler};

use super::forms::IngresoForm;
use super::{queries, views};
use crate::error::AppResult;
use crate::services::identidad::{self, Ingreso};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Persona, Visita, htmx, session};

#[handler]
pub fn entrar(visita: Visita, Filtro(form): Filtro<IngresoForm>) -> Markup {
    views::entrar(&visita.csrf, visita.tema, visita.tomar_aviso(), &form, &Errores::default())
}

#[handler]
pub async fn ingresar(visita: Visita, Formulario(form): Formulario<IngresoForm>) -> AppResult<Response> {
    let mostrar = |errores: &Errores| views::entrar(&visita.csrf, visita.tema, Vec::new(), &form, errores);
    if let Err(errores) = form.validar() {
        return Ok(htmx::invalido(mostrar(&errores)));
    }
    match identidad::ingresar(&visita, &form.correo, &form.clave).await? {
        Ingreso::Abierto(token) => {
            session::abrir(&visita, &token);
            Ok(htmx::ir(&visita, form.destino().unwrap_or("/")))
        }
        Ingreso::Errado => Ok(htmx::invalido(mostrar(&Errores::de("", "El correo o la clave no coinciden.")))),
        Ingreso::Bloqueado(minutos) => {
            let mensaje = format!("Demasiados intentos. Espera {minutos} min y vuelve a probar.");
            Ok(htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, mostrar(&Errores::de("", mensaje))))
        }
    }
}

/// Where a person lands: in their clinic, or at the choice among several.
#[handler]
pub async fn inicio(persona: Persona) -> AppResult<Response> {
    let clinicas = queries::clinicas_de_usuario(persona.db(), persona.usuario_id).await?;
    let destino = match clinicas.as_slice() {
        [unica] => urls::hoy(&unica.slug),
        _ => urls::clinicas(),
    };
    Ok(htmx::ir(&persona, &destino))
}

#[handler]
pub async fn elegir_clinica(persona: Persona) -> AppResult<Markup> {
    let clinicas = queries::clinicas_de_usuario(persona.db(), persona.usuario_id).await?;
    Ok(views::clinicas(&persona.csrf, persona.tema, &persona.nombre, &clinicas))
}

#[handler]
pub async fn salir(persona: Persona) -> AppResult<Response> {
    identidad::salir(&persona).await?;
    session::cerrar(&persona);
    Ok(htmx::ir(&persona, &urls::entrar(None)))
}
