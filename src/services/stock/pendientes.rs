//! Consumos pendientes: settled by FEFO with what arrived, or given up with a reason. Once.

use super::super::idempotencia::{self, Intencion};
use super::super::{Falla, escribir};
use super::documentos::{Falta, NegativaBodega, una_vez};
use super::{Demanda, Faltante, planear};
use crate::bodega::insumos;
use crate::bodega::pendientes::{PorSaldar, queries};
use crate::bodega::stock::{self, Asiento, Documento, TipoMovimiento};
use crate::db::Tx;
use crate::error::{AppResult, interno, rechazo};
use crate::web::Ctx;

/// All of these, or none: what is short is named. Refused as `consumos_pendientes_resuelto` when one waits no more.
pub async fn saldar_pendientes(ctx: &Ctx, intencion: &Intencion, ids: &[i64]) -> AppResult<Result<(), NegativaBodega>> {
    escribir(ctx.db(), &ctx.actor(), async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let pendientes = queries::sostener(tx, ids).await?;
        if pendientes.len() != ids.len() {
            return Err(Falla::App(rechazo("consumos_pendientes_resuelto")));
        }
        let faltantes = consumir(tx, ctx, &pendientes).await?;
        if !faltantes.is_empty() {
            return Err(Falla::No(nombrar(tx, faltantes).await?));
        }
        queries::resolver(tx, ids, "saldado", None).await?;
        Ok(concluir(tx, intencion, ids).await?)
    })
    .await
}

/// What no lot could give, after all that could be given was taken.
async fn consumir(tx: &mut Tx<'_>, ctx: &Ctx, pendientes: &[PorSaldar]) -> AppResult<Vec<Faltante>> {
    let pares: Vec<_> = pendientes.iter().map(|p| (p.deposito_id, p.insumo_id)).collect();
    stock::queries::sostener(tx, &pares).await?;
    let mut faltantes = Vec::new();
    for (deposito_id, documento, suyos) in por_documento(pendientes)? {
        let pares: Vec<_> = suyos.iter().map(|p| (deposito_id, p.insumo_id)).collect();
        // Held already: read anew, because the document before may have taken of it.
        let existencias = stock::queries::sostener(tx, &pares).await?;
        let demanda =
            |p: &&PorSaldar| Demanda { insumo_id: p.insumo_id, tipo: TipoMovimiento::Consumo, cantidad: p.cantidad };
        let demandas: Vec<_> = suyos.iter().map(demanda).collect();
        let plan = planear(tx, deposito_id, ctx.hoy(), existencias, &demandas).await?;
        faltantes.extend(plan.faltantes);
        if !plan.movimientos.is_empty() {
            let (efectiva, movimientos) = (ctx.hoy(), &plan.movimientos);
            let asiento = Asiento { deposito_id, documento, papel: "", motivo: "", efectiva, movimientos };
            stock::queries::asentar(tx, &asiento).await?;
        }
    }
    Ok(faltantes)
}

/// A depot, a document, and what it left pending there.
type Grupo<'a> = (i64, Documento, Vec<&'a PorSaldar>);

fn por_documento(pendientes: &[PorSaldar]) -> AppResult<Vec<Grupo<'_>>> {
    let mut grupos: Vec<Grupo<'_>> = Vec::new();
    for p in pendientes {
        let documento = p.documento().ok_or_else(|| interno("a pendiente of nothing"))?;
        match grupos.iter_mut().find(|(deposito_id, otro, _)| (*deposito_id, *otro) == (p.deposito_id, documento)) {
            Some((.., suyos)) => suyos.push(p),
            None => grupos.push((p.deposito_id, documento, vec![p])),
        }
    }
    Ok(grupos)
}

pub(super) async fn nombrar(tx: &mut Tx<'_>, faltantes: Vec<Faltante>) -> AppResult<NegativaBodega> {
    let mut faltas = Vec::new();
    for falta in faltantes {
        let insumo = insumos::queries::editable(tx, falta.insumo_id).await?;
        let (pedido, hay) = (falta.pedido, falta.pedido - falta.falta);
        faltas.push(Falta { insumo: insumo.nombre, unidad: insumo.unidad, pedido, hay });
    }
    Ok(NegativaBodega::SinExistencias(faltas))
}

/// Nothing is taken for these: they will not be settled.
pub async fn desistir_pendientes(ctx: &Ctx, intencion: &Intencion, ids: &[i64], motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        if queries::resolver(tx, ids, "desistido", Some(motivo)).await? != ids.len() {
            return Err(rechazo("consumos_pendientes_resuelto"));
        }
        concluir(tx, intencion, ids).await
    })
    .await
}

async fn concluir(tx: &mut Tx<'_>, intencion: &Intencion, ids: &[i64]) -> AppResult<()> {
    idempotencia::concluir(tx, intencion.clave, ids.first().copied().unwrap_or_default()).await
}
