//! The first screen of the day, and the search that stands on every one.

use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::queries::{self, Alertas};
use super::views::{self, Hoy};
use crate::caja::{self, PorCobrar};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::values::zona::Zona;
use crate::web::Ctx;
use crate::web::form::Filtro;
use crate::{agenda, pacientes};

const HALLADOS: i32 = 8;

/// Each person sees what their permissions reach; what they may not see is not asked either.
#[handler]
pub async fn hoy(ctx: Ctx) -> AppResult<Markup> {
    let ventana = Zona::from(ctx.clinica.zona).dia(ctx.hoy());
    let [ve_agenda, cobra, ve_bodega, ve_avisos] =
        [Permiso::AgendaVer, Permiso::CajaOperar, Permiso::BodegaVer, Permiso::AvisosVer].map(|p| ctx.puede(p));
    let (citas, por_cobrar, alertas) = ctx
        .leer(async |tx| {
            let citas = if ve_agenda { agenda::queries::citas(tx, ventana, None).await? } else { Vec::new() };
            let por_cobrar: Vec<PorCobrar> = if cobra { caja::por_cobrar(tx).await? } else { Vec::new() };
            let alertas = if ve_bodega || ve_avisos { queries::alertas(tx).await? } else { Alertas::default() };
            Ok((citas, por_cobrar, alertas))
        })
        .await?;
    let vista = Hoy {
        clinica: ctx.slug(),
        nombre: &ctx.nombre,
        zona: ctx.clinica.zona,
        moneda: &ctx.clinica.moneda,
        hoy: ctx.hoy(),
        ahora: ctx.db().reloj().ahora(),
        citas: ve_agenda.then_some(citas.as_slice()),
        por_cobrar: cobra.then_some(por_cobrar.as_slice()),
        bodega: ve_bodega.then_some(alertas),
        fallidos: ve_avisos.then_some(alertas.fallidos),
    };
    Ok(ctx.pagina("Hoy", "hoy", views::hoy(&vista)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Consulta {
    q: String,
}

#[handler]
pub async fn buscar(ctx: Ctx, Filtro(consulta): Filtro<Consulta>) -> AppResult<Markup> {
    let hallados = ctx.leer(async |tx| pacientes::queries::buscar(tx, &consulta.q, false, HALLADOS).await).await?;
    let grupos = views::hallazgos(ctx.slug(), &hallados);
    if ctx.fragmento {
        return Ok(crate::ui::results(&grupos));
    }
    Ok(ctx.pagina("Buscar", "", views::buscar(&consulta.q, &grupos)))
}
