//! The reports.

use std::fmt::Display;

use chrono::{DateTime, NaiveDate, Utc};
use maud::Markup;
use poem::handler;
use serde::Deserialize;

use super::model::{Despues, PagoDelDia, Periodo};
use super::{queries, views};
use crate::error::AppResult;
use crate::identidad::Permiso;
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;
use crate::web::Ctx;
use crate::web::form::Filtro;

const POR_PAGINA: usize = 50;

/// All of it in the URL: two people who open it see the same.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PagosFiltro {
    fecha: String,
    /// Microseconds since 1970; empty: now.
    corte: Option<i64>,
    despues_en: Option<i64>,
    despues: Option<i64>,
}

impl PagosFiltro {
    /// The day asked for; today when there is none, or what was typed is no date.
    fn dia(&self, ctx: &Ctx) -> NaiveDate {
        fecha::parse(&self.fecha).unwrap_or_else(|_| ctx.hoy())
    }

    fn despues(&self) -> Option<Despues> {
        Some(Despues { en: instante(self.despues_en)?, id: self.despues? })
    }

    fn corte(&self, ctx: &Ctx) -> DateTime<Utc> {
        instante(self.corte).unwrap_or_else(|| ctx.db().reloj().ahora())
    }
}

fn instante(micros: Option<i64>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros?).filter(|instante| fecha::en_rango(instante.date_naive()))
}

#[handler]
pub async fn pagos(ctx: Ctx, Filtro(filtro): Filtro<PagosFiltro>) -> AppResult<Markup> {
    let dia = filtro.dia(&ctx);
    let (desde, hasta) = Zona::from(ctx.clinica.zona).dia(dia);
    let periodo = Periodo { desde, hasta, corte: filtro.corte(&ctx) };
    let (mut filas, totales) = ctx
        .leer(async |tx| {
            let filas = queries::pagos(tx, &periodo, filtro.despues(), POR_PAGINA as i64).await?;
            Ok((filas, queries::totales(tx, &periodo).await?))
        })
        .await?;
    let siguiente = cortar(&ctx, dia, &periodo, &mut filas);
    let vista = views::Pagos {
        clinica: ctx.slug(),
        zona: ctx.clinica.zona,
        moneda: &ctx.clinica.moneda,
        dia,
        corte: periodo.corte,
        filas: &filas,
        totales: &totales,
        desde_el_principio: filtro.despues.is_none(),
        siguiente,
        abre_recibos: ctx.puede(Permiso::CajaVer),
    };
    Ok(ctx.pagina("Pagos del día", "reportes", views::pagos(&vista)))
}

/// Leaves one page of `filas`; the URL of the next one, of the same corte, when there is more.
fn cortar(ctx: &Ctx, dia: NaiveDate, periodo: &Periodo, filas: &mut Vec<PagoDelDia>) -> Option<String> {
    let hay_mas = filas.len() > POR_PAGINA;
    filas.truncate(POR_PAGINA);
    let ultima = filas.last().filter(|_| hay_mas)?;
    let (corte, en) = (periodo.corte.timestamp_micros(), ultima.en.timestamp_micros());
    let filtros: [(&str, &dyn Display); 4] =
        [("fecha", &fecha::iso(dia)), ("corte", &corte), ("despues_en", &en), ("despues", &ultima.id)];
    Some(urls::con_filtros(&urls::reportes(ctx.slug()), &filtros))
}
