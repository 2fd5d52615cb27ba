//! Who fits an hour, what is said when one is freed, and the first hour of one who waits.

use chrono::Days;
use maud::Markup;
use poem::web::{Path, Redirect};
use poem::{IntoResponse, Response, handler};

use super::forms::HuecoFiltro;
use super::model::Hueco;
use super::queries;
use super::views::{self, Noticia};
use crate::agenda::espera::model::Espera;
use crate::agenda::espera::oferta::{HORAS_HABITUALES, PERSONAS_HABITUALES};
use crate::agenda::espera::pages::{DeEspera, de};
use crate::agenda::espera::queries as esperas;
use crate::agenda::{Cita, Hora, queries as citas};
use crate::catalogos;
use crate::db::Tx;
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::urls;
use crate::web::form::{Errores, Filtro};
use crate::web::{Ctx, htmx};

/// Windows that widen until an hour is found.
const VENTANAS: [i32; 2] = [14, 180];

/// Who fits time that is free.
#[handler]
pub async fn para_hora(ctx: Ctx, Filtro(filtro): Filtro<HuecoFiltro>) -> AppResult<Response> {
    let Some(hueco) = filtro.hueco(ctx.clinica.zona) else { return Ok(htmx::ir(&ctx, &urls::esperas(ctx.slug()))) };
    let habitual = (PERSONAS_HABITUALES, HORAS_HABITUALES);
    Ok(con_candidatas(&ctx, &hueco, habitual, &Errores::default()).await?.into_response())
}

/// The page, with to how many it would be offered and for how many hours.
pub async fn con_candidatas(ctx: &Ctx, hueco: &Hueco, escrito: (&str, &str), errores: &Errores) -> AppResult<Markup> {
    let (opciones, candidatas) = ctx
        .leer(async |tx| Ok((catalogos::queries::opciones(tx).await?, queries::candidatas(tx, hueco).await?)))
        .await?;
    let con = opciones.profesional(hueco.hora.profesional).ok_or(AppError::NoEncontrado)?;
    let vista =
        views::DeHueco { de: de(ctx), hueco, profesional: &con.nombre, candidatas: &candidatas, escrito, errores };
    Ok(ctx.pagina("Esperan esta hora", "agenda", views::hora(&vista)))
}

/// Who waits for what a cita has left free, said to whoever can give it.
pub async fn propuesta(ctx: &Ctx, cita: &Cita) -> AppResult<Option<Noticia>> {
    if cita.fin <= ctx.db().reloj().ahora() || !ctx.puede(Permiso::AgendaReservar) {
        return Ok(None);
    }
    let hueco = Hueco::de(cita, ctx.clinica.zona);
    let cuantas = ctx.leer(async |tx| queries::cuantas(tx, &hueco).await).await?;
    Ok((cuantas > 0).then(|| views::propuesta(ctx.slug(), ctx.clinica.zona, &hueco, cuantas)))
}

/// Who waits for what the citas of a series have left free.
pub async fn propuesta_de_serie(ctx: &Ctx, cita: i64) -> AppResult<Option<Noticia>> {
    let (cita, cuantas) = ctx
        .leer(async |tx| {
            let cita = citas::cita(tx, cita).await?;
            let cuantas = queries::cuantas_como(tx, &cita).await?;
            Ok((cita, cuantas))
        })
        .await?;
    Ok((cuantas > 0).then(|| views::propuesta_de_serie(ctx.slug(), &cita, cuantas)))
}

/// As `htmx::ir_con_aviso`, with what else came of it; the last of it is where to go.
pub fn ir_con_noticias(ctx: &Ctx, url: &str, aviso: &str, noticias: &[Noticia]) -> Response {
    htmx::ir_con_enlace(ctx, url, &views::decir(aviso, noticias), noticias.last().map(|n| &n.enlace))
}

/// To the form of the first hour that suits; or, when there is none, to all there are.
#[handler]
pub async fn buscar_hora(ctx: Ctx, Path(DeEspera { id }): Path<DeEspera>) -> AppResult<Response> {
    let (espera, hora) = ctx
        .leer(async |tx| {
            let espera = esperas::espera(tx, id).await?;
            let hora = primera(tx, &ctx, &espera).await?;
            Ok((espera, hora))
        })
        .await?;
    let Some(hora) = hora else {
        let aviso = "No hay horas libres que le acomoden: elige entre las demás";
        return Ok(htmx::ir_con_aviso(&ctx, &views::otras_horas(ctx.slug(), &espera), aviso));
    };
    Ok(Redirect::see_other(views::reserva(ctx.slug(), &espera, &hora.pedida())).into_response())
}

async fn primera(tx: &mut Tx<'_>, ctx: &Ctx, espera: &Espera) -> AppResult<Option<Hora>> {
    let mut desde = espera.desde.max(ctx.hoy());
    for dias in VENTANAS {
        if espera.hasta.is_some_and(|hasta| hasta < desde) {
            break;
        }
        if let Some(hora) = queries::primera_hora(tx, espera.id, desde, dias).await? {
            return Ok(Some(hora));
        }
        desde = desde.checked_add_days(Days::new(dias.unsigned_abs().into())).unwrap_or(desde);
    }
    Ok(None)
}
