//! The link of a professional's calendar, and the calendar itself.

use chrono_tz::Tz;
use maud::Markup;
use poem::http::{StatusCode, header};
use poem::web::Path;
use poem::{IntoResponse, Request, Response, handler};
use serde::Deserialize;

use super::feed::{Feed, fechas};
use super::model::Dueno;
use super::{queries, views};
use crate::db::Actor;
use crate::error::{AppError, AppResult, interno};
use crate::urls;
use crate::values::zona::Zona;
use crate::web::{Ctx, Visita, htmx, session};

/// A professional, inside a clinic.
#[derive(Deserialize)]
pub struct DeProfesional {
    id: i64,
}

#[handler]
pub async fn ver(ctx: Ctx, Path(DeProfesional { id }): Path<DeProfesional>) -> AppResult<Markup> {
    pagina(&ctx, id, None).await
}

async fn pagina(ctx: &Ctx, id: i64, enlace: Option<&str>) -> AppResult<Markup> {
    let titular = ctx.leer(async |tx| queries::titular(tx, id).await).await?;
    let calendario = views::Calendario {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        profesional: id,
        titular: &titular,
        enlace,
    };
    Ok(ctx.pagina_configuracion("Calendario", "profesionales", views::calendario(&calendario)))
}

/// The one time that the link is seen: what is stored is not it.
#[handler]
pub async fn crear(ctx: Ctx, Path(DeProfesional { id }): Path<DeProfesional>) -> AppResult<Markup> {
    let token = session::nuevo_token();
    ctx.escribir(async |tx| {
        queries::titular(tx, id).await?;
        queries::renovar(tx, id, &session::huella(&token)).await
    })
    .await?;
    let enlace = format!("{}{}", ctx.app.config.public_url, urls::ical(&token));
    pagina(&ctx, id, Some(&enlace)).await
}

#[handler]
pub async fn revocar(ctx: Ctx, Path(DeProfesional { id }): Path<DeProfesional>) -> AppResult<Response> {
    ctx.escribir(async |tx| {
        queries::titular(tx, id).await?;
        queries::revocar(tx, id).await
    })
    .await?;
    Ok(htmx::ir_con_aviso(&ctx, &urls::profesional_calendario(ctx.slug(), id), "Enlace revocado"))
}

/// `GET /ical/{token}.ics`: whoever has the token reads it.
#[handler]
pub async fn ical(visita: Visita, Path(archivo): Path<String>, request: &Request) -> AppResult<Response> {
    let token = archivo.strip_suffix(".ics").ok_or(AppError::NoEncontrado)?;
    let dueno = queries::dueno(visita.db(), &session::huella(token)).await?.ok_or(AppError::NoEncontrado)?;
    let texto = leer(&visita, dueno).await?;
    let etiqueta = format!("W/\"{}\"", session::hex(&session::huella(&texto)));
    let conocido = request.header(header::IF_NONE_MATCH).is_some_and(|sabe| sabe.contains(&etiqueta));
    let respuesta = if conocido {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::builder().content_type("text/calendar; charset=utf-8").body(texto)
    };
    let respuesta =
        respuesta.with_header(header::ETAG, etiqueta).with_header(header::CACHE_CONTROL, "private, no-cache");
    Ok(respuesta.with_header("X-Robots-Tag", "noindex").into_response())
}

async fn leer(visita: &Visita, dueno: Dueno) -> AppResult<String> {
    let db = visita.db();
    db.leer(&Actor::sistema(dueno.clinica_id), async |tx| {
        let titular = queries::titular(tx, dueno.profesional_id).await?;
        let tz: Tz = titular.zona.parse().map_err(interno)?;
        let zona = Zona::de(tz);
        let (desde, hasta) = fechas(zona.fecha(db.reloj().ahora()));
        let ventana = (zona.inicio_del_dia(desde), zona.inicio_del_dia(hasta));
        let citas = queries::citas(tx, dueno.profesional_id, ventana).await?;
        let public_url = &visita.app.config.public_url;
        let clinica_id = dueno.clinica_id;
        Ok(Feed { clinica_id, titular: &titular, zona: tz, desde, hasta, citas: &citas, public_url }.ics())
    })
    .await
}
