//! The requests: the list, one of them, its steps and the file that is handed over.

use std::io;

use futures_util::StreamExt;
use futures_util::stream::{self, Stream};
use maud::Markup;
use poem::web::Path;
use poem::{Body, Response, handler};
use serde::Deserialize;

use super::forms::{PasoForm, SolicitudForm};
use super::model::MENSAJES;
use super::queries::Punto;
use super::{queries, views};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::solicitudes;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, descargado, htmx};

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListaFiltro {
    ver: String,
}

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<ListaFiltro>) -> AppResult<Markup> {
    let cerradas = filtro.ver == "cerradas";
    let solicitudes = ctx.leer(async |tx| queries::listar(tx, cerradas).await).await?;
    Ok(ctx.pagina("Solicitudes de datos", "auditoria", views::lista(de(&ctx), cerradas, &solicitudes)))
}

fn de(ctx: &Ctx) -> views::De<'_> {
    views::De {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        hoy: ctx.hoy(),
        resuelve: ctx.puede(Permiso::PrivacidadResolver),
    }
}

#[handler]
pub fn nueva(ctx: Ctx, Filtro(form): Filtro<SolicitudForm>) -> Markup {
    formulario(&ctx, &form, &Errores::default())
}

fn formulario(ctx: &Ctx, form: &SolicitudForm, errores: &Errores) -> Markup {
    ctx.pagina("Nueva solicitud", "auditoria", views::nueva(de(ctx), form, errores))
}

#[handler]
pub async fn crear(ctx: Ctx, Formulario(form): Formulario<SolicitudForm>) -> AppResult<Response> {
    let pedida = match form.validar(ctx.hoy()) {
        Ok(pedida) => pedida,
        Err(errores) => return Ok(htmx::invalido(formulario(&ctx, &form, &errores))),
    };
    match solicitudes::recibir(&ctx, &pedida).await {
        Ok(id) => Ok(htmx::ir_con_aviso(&ctx, &urls::solicitud(ctx.slug(), id), "Solicitud recibida")),
        Err(error) => Ok(htmx::invalido(formulario(&ctx, &form, &explicar("paciente", error)?))),
    }
}

fn explicar(campo: &'static str, error: AppError) -> AppResult<Errores> {
    let AppError::Rechazo(rechazo) = error else { return Err(error) };
    match rechazo.mensaje(MENSAJES) {
        Some(mensaje) => Ok(Errores::de(campo, mensaje)),
        None => Err(AppError::Rechazo(rechazo)),
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    pagina(&ctx, id, &PasoForm::default(), &Errores::default()).await
}

async fn pagina(ctx: &Ctx, id: i64, form: &PasoForm, errores: &Errores) -> AppResult<Markup> {
    let (solicitud, pasos) =
        ctx.leer(async |tx| Ok((queries::una(tx, id).await?, queries::pasos(tx, id).await?))).await?;
    let contenido = views::una(de(ctx), &solicitud, &pasos, form, errores);
    Ok(ctx.pagina("Solicitud de datos", "auditoria", contenido))
}

#[handler]
pub async fn avanzar(
    ctx: Ctx,
    Path((_, id)): Path<(String, i64)>,
    Formulario(form): Formulario<PasoForm>,
) -> AppResult<Response> {
    let version = form.version.parse().map_err(|_not_a_number| AppError::Malformado("version"))?;
    let (paso, nota) = match form.validar() {
        Ok(valido) => valido,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, id, &form, &errores).await?)),
    };
    match solicitudes::avanzar(&ctx, id, version, paso, nota).await {
        Ok(()) => Ok(htmx::ir_con_aviso(&ctx, &urls::solicitud(ctx.slug(), id), "Anotado")),
        Err(error) => {
            let errores = explicar("", error)?;
            Ok(htmx::conflicto(pagina(&ctx, id, &form, &errores).await?))
        }
    }
}

#[handler]
pub async fn descargar(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Response> {
    let (paciente, en) = solicitudes::entregar(&ctx, id).await?;
    let primera = stream::once(async move { Ok(format!("{{\"generado\": \"{}\"", en.to_rfc3339())) });
    let cuerpo = Body::from_bytes_stream(primera.chain(trozos(ctx, paciente)));
    Ok(descargado(&format!("solicitud-{id}.json"), cuerpo))
}

/// Each piece is read when the one before has left: nothing is held meanwhile. A fault cuts the answer, so that no half file passes for
/// a whole one.
fn trozos(ctx: Ctx, paciente: i64) -> impl Stream<Item = io::Result<String>> + Send {
    stream::try_unfold((ctx, Punto::default()), move |(ctx, punto)| async move {
        let leido = ctx.leer(async |tx| queries::trozo(tx, paciente, punto).await).await;
        let leido = leido.map_err(|error| io::Error::other(error.to_string()))?;
        Ok(leido.map(|(texto, siguiente)| (texto, (ctx, siguiente))))
    })
}
