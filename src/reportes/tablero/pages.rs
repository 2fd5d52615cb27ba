//! The dashboard.

use chrono::NaiveDate;
use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::model::{Ahora, Lapsos, Periodo, Sumas, Ve};
use super::{queries, views};
use crate::db::{Alcance, Leido, Lsn};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::values::fecha;
use crate::web::Ctx;
use crate::web::form::Filtro;

/// All of it in the URL: two people who open it see the same, but for what they may not.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TableroFiltro {
    periodo: String,
    fecha: String,
    sucursal: String,
}

impl TableroFiltro {
    /// The day asked for; today when there is none, it is no date, or it is not here yet.
    fn fecha(&self, hoy: NaiveDate) -> NaiveDate {
        fecha::parse(&self.fecha).map_or(hoy, |fecha| fecha.min(hoy))
    }
}

fn ve(ctx: &Ctx) -> Ve {
    Ve {
        caja: ctx.puede(Permiso::CajaVer),
        agenda: ctx.puede(Permiso::AgendaVer),
        bodega: ctx.puede(Permiso::BodegaVer),
        avisos: ctx.puede(Permiso::AvisosVer),
    }
}

async fn leer(ctx: &Ctx, lapsos: Lapsos, sucursal: Option<i64>, ve: Ve) -> AppResult<Leido<(Sumas, Ahora)>> {
    ctx.leer_reporte(Alcance::Ahora(Lsn::default()), async |tx| {
        let sumas = queries::sumas(tx, lapsos, ctx.hoy(), sucursal, ve).await?;
        Ok((Sumas(sumas), queries::ahora(tx, sucursal).await?))
    })
    .await
}

#[handler]
pub async fn ver(ctx: Ctx, Filtro(filtro): Filtro<TableroFiltro>) -> AppResult<Markup> {
    let (periodo, hoy, ve) = (Periodo::de_codigo(&filtro.periodo), ctx.hoy(), ve(&ctx));
    let (fecha, sucursal) = (filtro.fecha(hoy), filtro.sucursal.parse().ok());
    let lapsos = periodo.lapsos(fecha, hoy);
    let Leido { valor: (sumas, ahora), fuente } = leer(&ctx, lapsos, sucursal, ve).await?;
    let vista = views::Tablero {
        clinica: ctx.slug(),
        moneda: &ctx.clinica.moneda,
        hoy,
        periodo,
        fecha,
        lapsos,
        sucursal,
        ve,
        sumas: &sumas,
        ahora: &ahora,
        atraso: fuente.atraso(),
    };
    Ok(ctx.pagina("Tablero", "reportes", views::tablero(&vista)))
}
