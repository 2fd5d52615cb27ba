//! The waiting list, its forms, and who fits an hour.

use maud::Markup;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use serde::Deserialize;
use uuid::Uuid;

use super::forms::{EsperaForm, ListaFiltro, RetiroForm};
use super::model::{CHOQUES, EstadoEspera, REGLAS};
use super::queries::{self, FILAS};
use super::views::{self, De};
use crate::agenda::reserva::pages::buscar_pacientes;
use crate::catalogos;
use crate::db::Tx;
use crate::error::{AppError, AppResult, Rechazo, rechazo};
use crate::identidad::Permiso;
use crate::pacientes;
use crate::services::esperas;
use crate::urls;
use crate::web::form::{Errores, Filtro, Formulario};
use crate::web::{Ctx, htmx};

#[handler]
pub async fn lista(ctx: Ctx, Filtro(filtro): Filtro<ListaFiltro>) -> AppResult<Markup> {
    let pedida = queries::Lista {
        estado: filtro.estado(),
        prestacion: filtro.prestacion.parse().ok(),
        profesional: filtro.profesional.parse().ok(),
        texto: &filtro.q,
        despues: filtro.despues.parse().unwrap_or_default(),
    };
    let (opciones, mut filas) =
        ctx.leer(async |tx| Ok((catalogos::queries::opciones(tx).await?, queries::lista(tx, &pedida).await?))).await?;
    let hay_mas = filas.len() > FILAS;
    filas.truncate(FILAS);
    let lista = views::Lista { de: de(&ctx), filtro: &filtro, opciones: &opciones, esperas: &filas, hay_mas };
    Ok(ctx.pagina("Lista de espera", "agenda", views::lista(&lista)))
}

pub(super) fn de(ctx: &Ctx) -> De<'_> {
    De {
        clinica: ctx.slug(),
        csrf: &ctx.csrf,
        zona: ctx.clinica.zona,
        hoy: ctx.hoy(),
        reserva: ctx.puede(Permiso::AgendaReservar),
    }
}

#[handler]
pub async fn nueva(ctx: Ctx, Filtro(form): Filtro<EsperaForm>) -> AppResult<Markup> {
    let form = EsperaForm { clave: Uuid::new_v4().to_string(), ..form };
    anotando(&ctx, &form, &Errores::default()).await
}

#[handler]
pub async fn anotar(ctx: Ctx, Formulario(form): Formulario<EsperaForm>) -> AppResult<Response> {
    let pedida = match form.validar(ctx.hoy()) {
        Ok(pedida) => pedida,
        Err(errores) => return Ok(htmx::invalido(anotando(&ctx, &form, &errores).await?)),
    };
    match esperas::anotar(&ctx, &pedida).await {
        Ok(_anotada) => Ok(htmx::ir_con_aviso(&ctx, &urls::esperas(ctx.slug()), "Anotado en la lista de espera")),
        Err(AppError::Rechazo(rechazo)) => {
            let (estado, errores) = explicar(rechazo)?;
            Ok(htmx::con_estado(estado, anotando(&ctx, &form, &errores).await?))
        }
        Err(otro) => Err(otro),
    }
}

/// What is to be said, at its field or above them all; somebody new who may be here already is asked about by the form itself.
fn explicar(rechazo: Rechazo) -> AppResult<(StatusCode, Errores)> {
    if rechazo.es("citas_paciente_parecido") {
        return Ok((StatusCode::CONFLICT, Errores::default()));
    }
    if let Some((_, campo, mensaje)) = REGLAS.iter().find(|(regla, ..)| rechazo.es(regla)) {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Errores::de(campo, *mensaje)));
    }
    match rechazo.mensaje(CHOQUES) {
        Some(mensaje) => Ok((StatusCode::CONFLICT, Errores::de("", mensaje))),
        None => Err(AppError::Rechazo(rechazo)),
    }
}

async fn anotando(ctx: &Ctx, form: &EsperaForm, errores: &Errores) -> AppResult<Markup> {
    let nuevo = form.paciente().nuevo().filter(|_| !form.otra_persona);
    let (opciones, sucursales, hallados, tocayos) = ctx
        .leer(async |tx| {
            let hallados = buscar_pacientes(tx, ctx, form.paciente()).await?;
            let tocayos = match &nuevo {
                Some(nuevo) => pacientes::queries::tocayos(tx, nuevo).await?,
                None => Vec::new(),
            };
            let (opciones, sucursales) = elegibles(tx).await?;
            Ok((opciones, sucursales, hallados, tocayos))
        })
        .await?;
    let vista = views::Edicion { de: de(ctx), form, errores, opciones: &opciones, sucursales: &sucursales };
    Ok(ctx.pagina("Anotar en lista de espera", "agenda", views::anotar(&vista, &hallados, &tocayos)))
}

/// What can be waited for, and where.
async fn elegibles(tx: &mut Tx<'_>) -> AppResult<(catalogos::Opciones, Vec<(i64, String)>)> {
    let sucursales = catalogos::sede::queries::sucursales(tx).await?;
    let sucursales = sucursales.into_iter().map(|s| (s.id, s.nombre)).collect();
    Ok((catalogos::queries::opciones(tx).await?, sucursales))
}

/// The clinic's slug and the row of a path.
#[derive(Deserialize)]
pub struct DeEspera {
    pub id: i64,
}

#[handler]
pub async fn ver(ctx: Ctx, Path(DeEspera { id }): Path<DeEspera>) -> AppResult<Markup> {
    pagina(&ctx, id, None, &Errores::default()).await
}

#[handler]
pub async fn guardar(
    ctx: Ctx,
    Path(DeEspera { id }): Path<DeEspera>,
    Formulario(form): Formulario<EsperaForm>,
) -> AppResult<Response> {
    let deseos = match form.cambio(ctx.hoy()) {
        Ok(deseos) => deseos,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, id, Some(&form), &errores).await?)),
    };
    ctx.leer(async |tx| queries::espera(tx, id).await).await?;
    let hecho = esperas::guardar(&ctx, id, form.version(), &deseos).await;
    responder(&ctx, id, Some(&form), hecho, "Cambios guardados").await
}

#[handler]
pub async fn retirar(
    ctx: Ctx,
    Path(DeEspera { id }): Path<DeEspera>,
    Formulario(form): Formulario<RetiroForm>,
) -> AppResult<Response> {
    let motivo = match form.motivo() {
        Ok(motivo) => motivo,
        Err(errores) => return Ok(htmx::invalido(pagina(&ctx, id, None, &errores).await?)),
    };
    let hecho = ctx.escribir(async |tx| {
        let antes = queries::espera(tx, id).await?.estado();
        let retirada = queries::retirar(tx, id, motivo).await?;
        if retirada || antes == EstadoEspera::Retirada { Ok(()) } else { Err(rechazo("esperas_version")) }
    });
    responder(&ctx, id, None, hecho.await, "Retirado de la lista de espera").await
}

#[handler]
pub async fn volver(ctx: Ctx, Path(DeEspera { id }): Path<DeEspera>) -> AppResult<Response> {
    let hecho = ctx.escribir(async |tx| {
        queries::espera(tx, id).await?;
        queries::volver(tx, id).await
    });
    responder(&ctx, id, None, hecho.await, "De vuelta en la lista de espera").await
}

async fn responder(
    ctx: &Ctx,
    id: i64,
    form: Option<&EsperaForm>,
    hecho: AppResult<()>,
    aviso: &str,
) -> AppResult<Response> {
    match hecho {
        Ok(()) => Ok(htmx::ir_con_aviso(ctx, &urls::esperas(ctx.slug()), aviso)),
        Err(AppError::Rechazo(rechazo)) => {
            let (estado, errores) = explicar(rechazo)?;
            let form = form.map(|f| if estado == StatusCode::CONFLICT { f.clone().sin_version() } else { f.clone() });
            Ok(htmx::con_estado(estado, pagina(ctx, id, form.as_ref(), &errores).await?))
        }
        Err(otro) => Err(otro),
    }
}

/// One who waits, to change; or what became of them. `form`: as it was sent.
async fn pagina(ctx: &Ctx, id: i64, form: Option<&EsperaForm>, errores: &Errores) -> AppResult<Markup> {
    let (espera, (opciones, sucursales)) =
        ctx.leer(async |tx| Ok((queries::espera(tx, id).await?, elegibles(tx).await?))).await?;
    let form = form.map_or_else(|| EsperaForm::de(&espera), |f| f.clone().sobre(&espera));
    let vista = views::Edicion { de: de(ctx), form: &form, errores, opciones: &opciones, sucursales: &sucursales };
    Ok(ctx.pagina("Lista de espera", "agenda", views::espera(&vista, &espera)))
}
