//! A cita's page, and its way through the states.

use maud::{Markup, html};
use poem::web::Path;
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;

use super::forms::CambioForm;
use super::views::{self, Desde, Fila, Puede};
use crate::agenda::dia::{CAMBIO, VIVA};
use crate::agenda::espera::hueco::pages::{ir_con_noticias, propuesta};
use crate::agenda::model::CAMBIOS;
use crate::agenda::{Cita, Estado, queries};
use crate::error::{AppError, AppResult};
use crate::identidad::Permiso;
use crate::services::citas;
use crate::ui::{Toast, dialog_closed, toast_oob};
use crate::urls;
use crate::web::form::Formulario;
use crate::web::{Ctx, htmx};

impl Puede {
    pub fn de(ctx: &Ctx) -> Self {
        Self {
            reservar: ctx.puede(Permiso::AgendaReservar),
            atender: ctx.puede(Permiso::AgendaAtender),
            corregir: ctx.puede(Permiso::AgendaCorregir),
            sobrecupo: ctx.puede(Permiso::AgendaSobrecupo),
            bloquear: ctx.puede(Permiso::AgendaBloquear),
        }
    }
}

#[handler]
pub async fn ver(ctx: Ctx, Path((_, id)): Path<(String, i64)>) -> AppResult<Markup> {
    if ctx.fragmento {
        let cita = ctx.leer(async |tx| queries::cita(tx, id).await).await?;
        return Ok(views::dialogo(&fila(&ctx, &cita), None));
    }
    pagina(&ctx, id, None).await
}

async fn pagina(ctx: &Ctx, id: i64, error: Option<&str>) -> AppResult<Markup> {
    let (cita, historia) =
        ctx.leer(async |tx| Ok((queries::cita(tx, id).await?, queries::historia(tx, id).await?))).await?;
    Ok(ctx.pagina("Cita", "agenda", views::cita(&fila(ctx, &cita), &historia, error)))
}

fn fila<'a>(ctx: &'a Ctx, cita: &'a Cita) -> Fila<'a> {
    let ahora = ctx.db().reloj().ahora();
    Fila { clinica: ctx.slug(), csrf: &ctx.csrf, zona: ctx.clinica.zona, ahora, puede: Puede::de(ctx), cita }
}

/// The clinic's slug and the cita of a path.
#[derive(Deserialize)]
pub struct DeCita {
    id: i64,
}

macro_rules! cambios {
    ($($(#[$doc:meta])* $nombre:ident => $estado:ident,)+) => {$(
        $(#[$doc])*
        #[handler]
        pub async fn $nombre(ctx: Ctx, Path(DeCita { id }): Path<DeCita>, Formulario(form): Formulario<CambioForm>) -> AppResult<Response> {
            cambiar(&ctx, id, &form, Estado::$estado).await
        }
    )+};
}

cambios! {
    confirmacion => Confirmada,
    llegada => Llego,
    atencion => EnAtencion,
    termino => Atendida,
    inasistencia => NoAsistio,
    retiro => SeRetiro,
}

#[handler]
pub async fn anulacion(
    ctx: Ctx,
    Path(DeCita { id }): Path<DeCita>,
    Formulario(form): Formulario<CambioForm>,
) -> AppResult<Response> {
    if form.motivo.trim().is_empty() {
        return Ok(htmx::invalido(pagina(&ctx, id, Some("Escribe por qué se anula.")).await?));
    }
    cambiar(&ctx, id, &form, Estado::Cancelada).await
}

#[handler]
pub async fn regreso(
    ctx: Ctx,
    Path(DeCita { id }): Path<DeCita>,
    Formulario(form): Formulario<CambioForm>,
) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(largo) => return Ok(htmx::invalido(pagina(&ctx, id, Some(largo)).await?)),
    };
    let hecho = citas::regresar(&ctx, id, form.version(), motivo).await;
    responder(&ctx, id, form.desde(), hecho).await
}

async fn cambiar(ctx: &Ctx, id: i64, form: &CambioForm, a: Estado) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(largo) => return Ok(htmx::invalido(pagina(ctx, id, Some(largo)).await?)),
    };
    let hecho = citas::cambiar(ctx, id, form.version(), a, form.quien(), motivo).await;
    responder(ctx, id, form.desde(), hecho).await
}

/// The row for htmx, the day for a browser; a refused change says why beside how the cita is now.
async fn responder(ctx: &Ctx, id: i64, desde: Desde, hecho: AppResult<Cita>) -> AppResult<Response> {
    match hecho {
        Ok(cita) => hecha(ctx, &cita, desde).await,
        Err(AppError::Rechazo(rechazo)) => {
            let Some(mensaje) = rechazo.mensaje(CAMBIOS) else { return Err(AppError::Rechazo(rechazo)) };
            refutar(ctx, id, desde, mensaje).await
        }
        Err(otro) => Err(otro),
    }
}

/// What was freed is proposed to whom waits for it.
async fn hecha(ctx: &Ctx, cita: &Cita, desde: Desde) -> AppResult<Response> {
    let noticias = if cita.estado.bloquea() { None } else { propuesta(ctx, cita).await? };
    let noticias = Vec::from_iter(noticias);
    let fila = fila(ctx, cita);
    if ctx.fragmento {
        let aviso = toast_oob(&views::hecho(&fila, desde, &noticias));
        return Ok(match desde {
            Desde::Rejilla => {
                htmx::con_suceso(html! { (dialog_closed()) (aviso) }, CAMBIO, VIVA, &views::ancla(cita.id))
            }
            Desde::Fila | Desde::Pagina => html! { (views::fila(&fila)) (aviso) }.into_response(),
        });
    }
    let dia = urls::agenda_dia(ctx.slug(), cita.fecha, &cita.profesional_id.to_string(), "");
    let aqui = format!("{dia}#{}", views::ancla(cita.id));
    Ok(ir_con_noticias(ctx, &aqui, cita.estado.nombre(), &noticias))
}

async fn refutar(ctx: &Ctx, id: i64, desde: Desde, mensaje: &str) -> AppResult<Response> {
    if !ctx.fragmento {
        return Ok(htmx::conflicto(pagina(ctx, id, Some(mensaje)).await?));
    }
    let cita = ctx.leer(async |tx| queries::cita(tx, id).await).await?;
    if desde == Desde::Rejilla {
        return Ok(htmx::conflicto(views::dialogo(&fila(ctx, &cita), Some(mensaje))));
    }
    Ok(htmx::conflicto(html! { (views::fila(&fila(ctx, &cita))) (toast_oob(&Toast::error(mensaje))) }))
}
