//! A traslado, step by step: each the whole transaction, once. Origin and destination are held by insumo, then by depot.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::idempotencia::{self, Intencion, Paso};
use super::super::{Falla, escribir};
use super::documentos::{NegativaBodega, registrar, una_vez};
use super::pendientes::nombrar;
use super::reversa::reversar;
use super::{Demanda, planear};
use crate::bodega::documentos::{LineaPedida, NuevoDocumento, TipoDocumento};
use crate::bodega::stock::{self, Asiento, Documento, Movida, NuevoLote, NuevoMovimiento, TipoMovimiento};
use crate::bodega::traslados::{Despachado, Estado, NuevoTraslado, Recibida, Traslado, queries};
use crate::db::Tx;
use crate::error::{AppResult, interno, rechazo};
use crate::web::Ctx;

/// Asked for; nothing moves. Its id.
pub async fn solicitar(ctx: &Ctx, intencion: &Intencion, nuevo: &NuevoTraslado) -> AppResult<i64> {
    ctx.escribir(async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = queries::crear(tx, nuevo).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

/// Leaves its depot by FEFO, all that was asked for or nothing. Refused as `traslados_estado` when it was no longer asked for.
pub async fn despachar(ctx: &Ctx, intencion: &Intencion, id: i64) -> AppResult<Result<(), NegativaBodega>> {
    let hoy = ctx.hoy();
    escribir(ctx.db(), &ctx.actor(), async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let traslado = en_estado(tx, id, Estado::Solicitado).await?;
        sacar(tx, id, &traslado, hoy).await?;
        queries::despachar(tx, id).await?;
        Ok(idempotencia::concluir(tx, intencion.clave, id).await?)
    })
    .await
}

async fn en_estado(tx: &mut Tx<'_>, id: i64, estado: Estado) -> AppResult<Traslado> {
    let traslado = queries::bloquear(tx, id).await?;
    if traslado.esta(estado) { Ok(traslado) } else { Err(rechazo("traslados_estado")) }
}

async fn sacar(tx: &mut Tx<'_>, id: i64, traslado: &Traslado, hoy: NaiveDate) -> Result<(), Falla<NegativaBodega>> {
    let pedidas = queries::lineas(tx, id).await?;
    let pares: Vec<_> = pedidas.iter().map(|l| (traslado.origen_id, l.insumo_id)).collect();
    let existencias = stock::queries::sostener(tx, &pares).await?;
    let demandas: Vec<_> = pedidas
        .iter()
        .map(|l| Demanda { insumo_id: l.insumo_id, tipo: TipoMovimiento::Traslado, cantidad: l.cantidad })
        .collect();
    let plan = planear(tx, traslado.origen_id, hoy, existencias, &demandas).await?;
    if !plan.faltantes.is_empty() {
        return Err(Falla::No(nombrar(tx, plan.faltantes).await?));
    }
    asentar(tx, traslado.origen_id, id, hoy, &plan.movimientos).await?;
    Ok(())
}

async fn asentar(
    tx: &mut Tx<'_>,
    deposito_id: i64,
    id: i64,
    efectiva: NaiveDate,
    movimientos: &[NuevoMovimiento],
) -> AppResult<()> {
    let documento = Documento::Traslado(id);
    let asiento = Asiento { deposito_id, documento, papel: "", motivo: "", efectiva, movimientos };
    stock::queries::asentar(tx, &asiento).await?;
    Ok(())
}

/// Comes in whole, each lot with its code, its expiry and its cost; what did not arrive leaves again as a merma for `motivo`.
pub async fn recibir_traslado(
    ctx: &Ctx,
    intencion: &Intencion,
    id: i64,
    recibidas: &[Recibida],
    motivo: &str,
) -> AppResult<()> {
    let hoy = ctx.hoy();
    ctx.escribir(async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let traslado = en_estado(tx, id, Estado::Despachado).await?;
        let despachados = queries::despachados(tx, id).await?;
        let faltan = faltantes(&despachados, recibidas)?;
        entrar(tx, id, traslado.destino_id, &despachados, hoy).await?;
        let diferencia_id = perder(tx, id, traslado.destino_id, faltan, motivo, hoy).await?;
        queries::cerrar(tx, id, Estado::Recibido, "", diferencia_id).await?;
        idempotencia::concluir(tx, intencion.clave, id).await
    })
    .await
}

/// What was sent and did not arrive. More than was sent cannot arrive.
fn faltantes(despachados: &[Despachado], recibidas: &[Recibida]) -> AppResult<Vec<LineaPedida>> {
    let mut faltan = Vec::new();
    for enviado in despachados {
        let llego = recibidas.iter().find(|r| r.movimiento_id == enviado.movimiento_id).map(|r| r.cantidad);
        let falta = enviado.cantidad - llego.ok_or_else(|| rechazo("traslados_recibido"))?;
        if falta < Decimal::ZERO {
            return Err(rechazo("traslados_recibido"));
        }
        if falta > Decimal::ZERO {
            let (insumo_id, lote) = (enviado.insumo_id, Some(enviado.codigo.clone()));
            faltan.push(LineaPedida { insumo_id, lote, cantidad: -falta });
        }
    }
    Ok(faltan)
}

async fn entrar(
    tx: &mut Tx<'_>,
    id: i64,
    destino_id: i64,
    despachados: &[Despachado],
    hoy: NaiveDate,
) -> AppResult<()> {
    let insumos: Vec<i64> = despachados.iter().map(|d| d.insumo_id).collect();
    stock::queries::abrir_existencias(tx, destino_id, &insumos).await?;
    let pares: Vec<_> = insumos.iter().map(|insumo| (destino_id, *insumo)).collect();
    let mut existencias = stock::queries::sostener(tx, &pares).await?;
    let lotes = stock::queries::crear_lotes(tx, destino_id, &despachados.iter().map(lote).collect::<Vec<_>>()).await?;
    let mut movimientos = Vec::new();
    for (enviado, lote_id) in despachados.iter().zip(lotes) {
        let existencia = existencias.iter_mut().find(|e| e.insumo_id == enviado.insumo_id);
        let existencia = existencia.ok_or_else(|| interno("a depot without a place for what arrives"))?;
        let (tipo, costo) = (TipoMovimiento::Traslado, Some(enviado.valor));
        let movida = Movida { lote_id, tipo, cantidad: enviado.cantidad, costo, reversa_de: None };
        movimientos.push(existencia.mover(movida));
    }
    asentar(tx, destino_id, id, hoy, &movimientos).await
}

fn lote(enviado: &Despachado) -> NuevoLote {
    let Despachado { insumo_id, codigo, caduca, cantidad, costo, .. } = enviado.clone();
    NuevoLote { insumo_id, codigo, caduca, cantidad, costo }
}

async fn perder(
    tx: &mut Tx<'_>,
    id: i64,
    deposito_id: i64,
    lineas: Vec<LineaPedida>,
    motivo: &str,
    hoy: NaiveDate,
) -> AppResult<Option<i64>> {
    if lineas.is_empty() {
        return Ok(None);
    }
    let motivo = format!("Diferencia del traslado {id}: {motivo}");
    let (tipo, destino, papel) = (TipoDocumento::Merma, String::new(), String::new());
    let merma = NuevoDocumento { tipo, deposito_id, destino, motivo, papel, efectiva: hoy, lineas };
    match registrar(tx, &merma, hoy).await {
        Ok(merma_id) => Ok(Some(merma_id)),
        Err(Falla::App(error)) => Err(error),
        Err(Falla::No(_)) => Err(interno("what has just arrived is not there")),
    }
}

/// Called off with its reason: what had left comes back to its lots.
pub async fn cancelar_traslado(ctx: &Ctx, intencion: &Intencion, id: i64, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let traslado = queries::bloquear(tx, id).await?;
        if traslado.esta(Estado::Despachado) {
            reversar(tx, Documento::Traslado(id), motivo).await?;
        } else if !traslado.esta(Estado::Solicitado) {
            return Err(rechazo("traslados_estado"));
        }
        queries::cerrar(tx, id, Estado::Cancelado, motivo, None).await?;
        idempotencia::concluir(tx, intencion.clave, id).await
    })
    .await
}
