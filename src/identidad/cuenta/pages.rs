//! A person's own account.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};

use super::forms::{AtajosForm, ClaveForm, TemaForm};
use super::views::Cuenta;
use super::{queries, views};
use crate::db::Tx;
use crate::error::AppResult;
use crate::identidad::factor::queries as factor;
use crate::identidad::queries::revocar_sesion;
use crate::services::identidad::cuenta::{self, Cambio};
use crate::ui::Tema;
use crate::urls;
use crate::web::form::{Errores, Formulario};
use crate::web::{Persona, htmx, session};

#[handler]
pub async fn ver(persona: Persona) -> AppResult<Markup> {
    mostrar(&persona, &ClaveForm::default(), &Errores::default()).await
}

#[handler]
pub async fn cambiar_clave(persona: Persona, Formulario(form): Formulario<ClaveForm>) -> AppResult<Response> {
    if let Err(errores) = form.validar(&persona.correo, &persona.nombre) {
        return Ok(htmx::invalido(mostrar(&persona, &form, &errores).await?));
    }
    match cuenta::cambiar_clave(&persona, &form.actual, &form.nueva).await? {
        Cambio::Hecho => Ok(listo(&persona, "Clave cambiada; tus otras sesiones se cerraron")),
        Cambio::Errada => {
            let errores = Errores::de("actual", "No es tu clave actual.");
            Ok(htmx::invalido(mostrar(&persona, &form, &errores).await?))
        }
        Cambio::Bloqueado(minutos) => {
            let errores = Errores::de("", format!("Demasiados intentos. Espera {minutos} min y vuelve a probar."));
            Ok(htmx::con_estado(StatusCode::TOO_MANY_REQUESTS, mostrar(&persona, &form, &errores).await?))
        }
    }
}

/// Somebody else's session is not found among one's own: nothing happens to it, and nothing is said of it.
#[handler]
pub async fn cerrar(persona: Persona, Path(id): Path<i64>) -> AppResult<Response> {
    let ahora = persona.db().reloj().ahora();
    revocar_sesion(&mut *persona.db().conexion().await?, persona.usuario_id, id, ahora).await?;
    Ok(listo(&persona, "Sesión cerrada"))
}

#[handler]
pub async fn cerrar_otras(persona: Persona) -> AppResult<Response> {
    let (usuario, esta) = (persona.usuario_id, persona.sesion_id);
    persona.db().escribir(&persona.propio(), async |tx| queries::revocar_otras(tx, usuario, esta).await).await?;
    Ok(listo(&persona, "Las demás sesiones se cerraron"))
}

#[handler]
pub async fn preferir_atajos(persona: Persona, Formulario(form): Formulario<AtajosForm>) -> AppResult<Response> {
    let usuario = persona.usuario_id;
    persona.db().escribir(&persona.propio(), async |tx| queries::poner_atajos(tx, usuario, form.atajos).await).await?;
    Ok(listo(&persona, if form.atajos { "Atajos encendidos" } else { "Atajos apagados" }))
}

#[handler]
pub fn preferir_tema(persona: Persona, Formulario(form): Formulario<TemaForm>) -> Response {
    session::recordar_tema(&persona, Tema::from_cookie(&form.tema));
    htmx::ir(&persona, &persona.viene_de)
}

fn listo(persona: &Persona, aviso: &str) -> Response {
    htmx::ir_con_aviso(persona, &urls::cuenta(), aviso)
}

async fn mostrar(persona: &Persona, form: &ClaveForm, errores: &Errores) -> AppResult<Markup> {
    let (usuario, ahora) = (persona.usuario_id, persona.db().reloj().ahora());
    let leer = async |tx: &mut Tx<'_>| {
        Ok((queries::sesiones(tx, usuario, ahora).await?, factor::estado(tx, usuario).await?.is_some()))
    };
    let (sesiones, con_factor) = persona.db().leer(&persona.propio(), leer).await?;
    let cuenta = Cuenta {
        nombre: &persona.nombre,
        correo: &persona.correo,
        csrf: &persona.csrf,
        tema: persona.tema,
        avisos: persona.tomar_aviso(),
        atajos: persona.atajos,
        sesiones: &sesiones,
        con_factor,
        esta: persona.sesion_id,
        ahora,
    };
    Ok(views::cuenta(&cuenta, form, errores))
}
