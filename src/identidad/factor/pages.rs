//! A person's own second factor: put, made anew, taken off.

use maud::Markup;
use poem::http::StatusCode;
use poem::{Response, handler};

use super::forms::{ActivarForm, ConClaveForm};
use super::views::{self, Pagina, Quien};
use super::{Propuesta, queries};
use crate::error::AppResult;
use crate::services::identidad::factor::{self, Cambio};
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Persona, htmx};

#[handler]
pub async fn ver(persona: Persona, Filtro(form): Filtro<ActivarForm>) -> AppResult<Markup> {
    mostrar(&persona, form.destino(), None, &Errores::default()).await
}

#[handler]
pub async fn activar(persona: Persona, Formulario(form): Formulario<ActivarForm>) -> AppResult<Response> {
    let Some(propuesta) = form.sal().and_then(|sal| factor::proponer(&persona, Some(sal))) else {
        let errores = Errores::de("", "Escanea el dibujo otra vez: el anterior ya no sirve.");
        return Ok(htmx::invalido(mostrar(&persona, form.destino(), None, &errores).await?));
    };
    match factor::activar(&persona, &propuesta, &form.codigo, &form.clave).await? {
        Some(Cambio::Hecho(codigos)) => Ok(mostrar_codigos(&persona, &codigos, form.destino())),
        Some(negado) => negar(&persona, "clave", &negado, (form.destino(), Some(propuesta))).await,
        None => {
            let errores = Errores::de("codigo", "Ese código no sirve: escribe el que tu aplicación muestra ahora.");
            Ok(htmx::invalido(mostrar(&persona, form.destino(), Some(propuesta), &errores).await?))
        }
    }
}

#[handler]
pub async fn renovar(persona: Persona, Formulario(form): Formulario<ConClaveForm>) -> AppResult<Response> {
    match factor::renovar(&persona, &form.clave).await? {
        Cambio::Hecho(codigos) => Ok(mostrar_codigos(&persona, &codigos, None)),
        negado => negar(&persona, "clave-codigos", &negado, (None, None)).await,
    }
}

#[handler]
pub async fn quitar(persona: Persona, Formulario(form): Formulario<ConClaveForm>) -> AppResult<Response> {
    match factor::quitar(&persona, &form.clave).await? {
        Cambio::Hecho(()) => Ok(htmx::ir_con_aviso(&persona, &urls::cuenta(), "Segundo factor desactivado")),
        negado => negar(&persona, "clave-retiro", &negado, (None, None)).await,
    }
}

/// `campo`: the id of the field, for there are two on the page. What was being put stays on it.
async fn negar<T>(
    persona: &Persona,
    campo: &'static str,
    negado: &Cambio<T>,
    (luego, propuesta): (Option<&str>, Option<Propuesta>),
) -> AppResult<Response> {
    let (estado, errores) = match negado {
        Cambio::Bloqueado(minutos) => {
            let texto = format!("Demasiados intentos. Espera {minutos} min y vuelve a probar.");
            (StatusCode::TOO_MANY_REQUESTS, Errores::de("", texto))
        }
        Cambio::YaEsta => return Ok(htmx::ir(persona, &urls::segundo_factor(None))),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, Errores::de(campo, "No es tu clave.")),
    };
    Ok(htmx::con_estado(estado, mostrar(persona, luego, propuesta, &errores).await?))
}

/// The one moment when they can be seen.
fn mostrar_codigos(persona: &Persona, codigos: &[String], luego: Option<&str>) -> Response {
    let destino = luego.map_or_else(urls::cuenta, str::to_owned);
    htmx::con_estado(StatusCode::CREATED, views::codigos(persona.tema, codigos, &destino))
}

async fn mostrar(
    persona: &Persona,
    luego: Option<&str>,
    propuesta: Option<Propuesta>,
    errores: &Errores,
) -> AppResult<Markup> {
    let usuario = persona.usuario_id;
    let estado = persona.db().leer(&persona.propio(), async |tx| queries::estado(tx, usuario).await).await?;
    let propuesta = propuesta.or_else(|| factor::proponer(persona, None));
    let quien =
        Quien { correo: &persona.correo, csrf: &persona.csrf, tema: persona.tema, luego: luego.unwrap_or_default() };
    let pagina = match (estado, propuesta) {
        (Some(estado), _) => Pagina::Tiene(estado),
        (None, Some(propuesta)) => Pagina::Propone(propuesta),
        (None, None) => Pagina::SinLlave,
    };
    Ok(views::factor(&quien, &pagina, persona.tomar_aviso(), errores))
}
