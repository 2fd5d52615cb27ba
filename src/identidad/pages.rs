//! Signing in and out, and the choice of a clinic.

use maud::Markup;
use poem::http::StatusCode;
use poem::{Response, handler};

use super::factor::CodigoForm;
use super::forms::IngresoForm;
use super::{queries, views};
use crate::error::AppResult;
use crate::services::identidad::factor::{self, Segundo};
use crate::services::identidad::{self, Entrada, Ingreso};
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
        Ingreso::Bueno(entrada) => Ok(htmx::ir(&visita, &pasar(&visita, &entrada, form.destino().unwrap_or("/")))),
        Ingreso::Errado => Ok(htmx::invalido(mostrar(&Errores::de("", "El correo o la clave no coinciden.")))),
        Ingreso::Bloqueado(minutos) => {
            let mensaje = format!("Demasiados intentos. Espera {minutos} min y vuelve a probar.");
            Ok(htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, mostrar(&Errores::de("", mensaje))))
        }
    }
}

/// After the right password: where to go, which is the code first when one is asked for.
pub(super) fn pasar(visita: &Visita, entrada: &Entrada, destino: &str) -> String {
    match entrada {
        Entrada::Sesion(token) => {
            session::abrir(visita, token);
            destino.to_owned()
        }
        Entrada::Codigo(token) => {
            session::abrir_a_medias(visita, token);
            urls::entrar_codigo(Some(destino))
        }
    }
}

#[handler]
pub fn codigo(visita: Visita, Filtro(form): Filtro<CodigoForm>) -> Response {
    match session::a_medias(&visita) {
        Some(_) => htmx::con_estado(StatusCode::OK, pedir_codigo(&visita, &form, &Errores::default())),
        None => htmx::ir(&visita, &urls::entrar(form.destino())),
    }
}

#[handler]
pub async fn comprobar_codigo(visita: Visita, Formulario(form): Formulario<CodigoForm>) -> AppResult<Response> {
    let Some(token) = session::a_medias(&visita) else { return Ok(vencido(&visita, &form)) };
    let escrito = match form.validar() {
        Ok(escrito) => escrito,
        Err(errores) => return Ok(htmx::invalido(pedir_codigo(&visita, &form, &errores))),
    };
    Ok(match factor::entrar(&visita, &token, &escrito).await? {
        Segundo::Abierto(token) => {
            session::quitar(visita.jar(), session::A_MEDIAS);
            session::abrir(&visita, &token);
            htmx::ir(&visita, form.destino().unwrap_or("/"))
        }
        Segundo::Errado => htmx::invalido(pedir_codigo(&visita, &form, &CodigoForm::errado(&escrito))),
        Segundo::Bloqueado(minutos) => {
            let errores = Errores::de("", format!("Demasiados intentos. Espera {minutos} min y vuelve a probar."));
            htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, pedir_codigo(&visita, &form, &errores))
        }
        Segundo::Vencido => vencido(&visita, &form),
    })
}

fn pedir_codigo(visita: &Visita, form: &CodigoForm, errores: &Errores) -> Markup {
    views::codigo(&visita.csrf, visita.tema, visita.tomar_aviso(), &form.luego, errores)
}

fn vencido(visita: &Visita, form: &CodigoForm) -> Response {
    session::quitar(visita.jar(), session::A_MEDIAS);
    htmx::ir_con_aviso(visita, &urls::entrar(form.destino()), "Pasó demasiado tiempo: entra otra vez")
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
