//! The first screen of the day, and the search that stands on every one.

use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::acciones;
use super::queries::{self, Alertas};
use super::views::{self, Hoy};
use crate::agenda::{self, Cita};
use crate::caja::{self, PorCobrar};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::web::Ctx;
use crate::web::form::Filtro;

const HALLADOS: i32 = 8;

#[handler]
pub async fn hoy(ctx: Ctx) -> AppResult<Markup> {
    let (citas, por_cobrar, alertas) = leer(&ctx).await?;
    let vista = Hoy {
        clinica: ctx.slug(),
        nombre: &ctx.nombre,
        zona: ctx.clinica.zona,
        moneda: &ctx.clinica.moneda,
        hoy: ctx.hoy(),
        ahora: ctx.db().reloj().ahora(),
        citas: citas.as_deref(),
        por_cobrar: por_cobrar.as_deref(),
        bodega: alertas.filter(|_| ctx.puede(Permiso::BodegaVer)),
        fallidos: alertas.filter(|_| ctx.puede(Permiso::AvisosVer)).map(|a| a.fallidos),
        por_responder: alertas.filter(|_| ctx.puede(Permiso::ConversacionesAtender)).map(|a| a.por_responder),
        por_aprobar: alertas.filter(|_| ctx.puede(Permiso::CajaSupervisar)).map(|a| a.por_aprobar),
        en_linea: alertas.filter(|_| ctx.puede(Permiso::AgendaReservar)).map(|a| a.en_linea),
        por_devolver: alertas.filter(|_| ctx.puede(Permiso::CajaOperar)).map(|a| a.por_devolver),
    };
    Ok(ctx.pagina("Hoy", "hoy", views::hoy(&vista)))
}

type DeHoy = (Option<Vec<Cita>>, Option<Vec<PorCobrar>>, Option<Alertas>);

/// What the person's permissions do not reach is not asked either.
async fn leer(ctx: &Ctx) -> AppResult<DeHoy> {
    let puede = |permiso| ctx.puede(permiso);
    ctx.leer(async |tx| {
        let citas = match puede(Permiso::AgendaVer) {
            true => Some(agenda::queries::citas(tx, ctx.ventana_de_hoy(), None).await?),
            false => None,
        };
        let por_cobrar = match puede(Permiso::CajaOperar) {
            true => Some(caja::por_cobrar(tx).await?),
            false => None,
        };
        let avisados = [
            Permiso::BodegaVer,
            Permiso::AvisosVer,
            Permiso::AgendaReservar,
            Permiso::ConversacionesAtender,
            Permiso::CajaSupervisar,
            Permiso::CajaOperar,
        ];
        let alertas = match avisados.into_iter().any(puede) {
            true => Some(queries::alertas(tx).await?),
            false => None,
        };
        Ok((citas, por_cobrar, alertas))
    })
    .await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Consulta {
    q: String,
}

/// Patients, their citas of today, and what the person may go and do.
#[handler]
pub async fn buscar(ctx: Ctx, Filtro(consulta): Filtro<Consulta>) -> AppResult<Markup> {
    let ventana = ctx.puede(Permiso::AgendaVer).then(|| ctx.ventana_de_hoy());
    let bloqueados = ctx.puede(Permiso::PrivacidadResolver);
    let hallados = match ctx.puede(Permiso::PacientesVer) {
        true => ctx.leer(async |tx| queries::hallar(tx, &consulta.q, ventana, bloqueados, HALLADOS).await).await?,
        false => Vec::new(),
    };
    let acciones = acciones::buscar(ctx.slug(), &consulta.q, |permiso| ctx.puede(permiso));
    let grupos = views::hallazgos(ctx.slug(), ctx.clinica.zona, &hallados, acciones);
    if ctx.fragmento {
        return Ok(crate::ui::results(&grupos));
    }
    Ok(ctx.pagina("Buscar", "", views::buscar(&consulta.q, &grupos)))
}
