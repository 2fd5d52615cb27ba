//! Goods that leave or are set right by a document, and the reversal of one: each the whole transaction.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::idempotencia::{self, Intencion, Paso};
use super::super::{Falla, escribir};
use super::reversa::{reversar, reversar_movidos};
use crate::avisos::{self, Evento};
use crate::bodega::documentos::{LineaPedida, Lote, NuevoDocumento, TipoDocumento, queries};
use crate::bodega::insumos;
use crate::bodega::stock::{self, Asiento, Documento, Existencia, Movida, NuevoMovimiento};
use crate::db::Tx;
use crate::error::{AppResult, interno, rechazo};
use crate::values::fefo;
use crate::web::Ctx;

/// So much of an insumo is not there to be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falta {
    pub insumo: String,
    pub unidad: String,
    pub pedido: Decimal,
    /// Of the lots that may be used.
    pub hay: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NegativaBodega {
    SinExistencias(Vec<Falta>),
    /// There is no lot to add to.
    SinLote {
        insumo: String,
    },
}

/// Writes the document and moves what it says; its id. All of its lines, or none.
pub async fn documentar(
    ctx: &Ctx,
    intencion: &Intencion,
    nuevo: &NuevoDocumento,
) -> AppResult<Result<i64, NegativaBodega>> {
    let hoy = ctx.hoy();
    escribir(ctx.db(), &ctx.actor(), async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let id = registrar(tx, nuevo, hoy).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(Falla::App(rechazo("idempotencia_ajena"))),
    })
    .await
}

/// As `documentar`, inside a transaction that is somebody's already.
pub(super) async fn registrar(
    tx: &mut Tx<'_>,
    nuevo: &NuevoDocumento,
    hoy: NaiveDate,
) -> Result<i64, Falla<NegativaBodega>> {
    let movimientos = match planear(tx, nuevo, hoy).await? {
        Ok(movimientos) => movimientos,
        Err(cortas) => return Err(Falla::No(nombrar(tx, cortas).await?)),
    };
    let id = queries::crear(tx, nuevo).await?;
    let asiento = Asiento {
        deposito_id: nuevo.deposito_id,
        documento: nuevo.tipo.documento(id),
        papel: &nuevo.papel,
        motivo: &nuevo.motivo,
        efectiva: nuevo.efectiva,
        movimientos: &movimientos,
    };
    stock::queries::asentar(tx, &asiento).await?;
    let bajos = stock::queries::bajaron(tx, &movimientos).await?;
    let eventos: Vec<_> = bajos.into_iter().map(|insumo_id| Evento::StockBajo { insumo_id }).collect();
    avisos::publicar(tx, &eventos).await?;
    Ok(id)
}

/// A line that could not be moved, and what there was for it.
struct Corta {
    insumo_id: i64,
    pedido: Decimal,
    hay: Decimal,
}

async fn planear(
    tx: &mut Tx<'_>,
    nuevo: &NuevoDocumento,
    hoy: NaiveDate,
) -> AppResult<Result<Vec<NuevoMovimiento>, Vec<Corta>>> {
    let insumos: Vec<i64> = nuevo.lineas.iter().map(|l| l.insumo_id).collect();
    let pares: Vec<_> = insumos.iter().map(|insumo| (nuevo.deposito_id, *insumo)).collect();
    let mut existencias = stock::queries::sostener(tx, &pares).await?;
    let codigos: Vec<&str> = nuevo.lineas.iter().filter_map(|l| l.lote.as_deref()).collect();
    let mut lotes = queries::lotes(tx, nuevo.deposito_id, &insumos, &codigos).await?;
    let (mut movimientos, mut cortas) = (Vec::new(), Vec::new());
    for linea in &nuevo.lineas {
        match mover(nuevo.tipo, linea, &mut existencias, &mut lotes, hoy) {
            Ok(suyos) => movimientos.extend(suyos),
            Err(corta) => cortas.push(corta),
        }
    }
    Ok(if cortas.is_empty() { Ok(movimientos) } else { Err(cortas) })
}

/// The movements of a line; what it takes, the next does not find.
fn mover(
    tipo: TipoDocumento,
    linea: &LineaPedida,
    existencias: &mut [Existencia],
    lotes: &mut [Lote],
    hoy: NaiveDate,
) -> Result<Vec<NuevoMovimiento>, Corta> {
    let tomas = elegir(tipo, linea, lotes, hoy)?;
    let existencia = existencias.iter_mut().find(|e| e.insumo_id == linea.insumo_id);
    let existencia = existencia.ok_or_else(|| corta(linea, Decimal::ZERO))?;
    let movimientos = tomas.into_iter().map(|(lote_id, cantidad)| {
        for lote in lotes.iter_mut().filter(|lote| lote.id == lote_id) {
            lote.cantidad += cantidad;
        }
        existencia.mover(Movida { lote_id, tipo: tipo.movimiento(), cantidad, costo: None, reversa_de: None })
    });
    Ok(movimientos.collect())
}

/// Which lots move, and by how much of each.
fn elegir(
    tipo: TipoDocumento,
    linea: &LineaPedida,
    lotes: &[Lote],
    hoy: NaiveDate,
) -> Result<Vec<(i64, Decimal)>, Corta> {
    let suyo = |lote: &&Lote| {
        lote.insumo_id == linea.insumo_id && linea.lote.as_ref().is_none_or(|codigo| *codigo == lote.codigo)
    };
    if linea.cantidad > Decimal::ZERO {
        let ultimo = lotes.iter().filter(suyo).max_by_key(|lote| lote.id);
        return ultimo.map(|lote| vec![(lote.id, linea.cantidad)]).ok_or_else(|| corta(linea, Decimal::ZERO));
    }
    // Where expired lots may leave, no day is too late for any of them.
    let hoy = if tipo.admite_vencidos() { NaiveDate::MIN } else { hoy };
    let pedido = -linea.cantidad;
    let candidatos: Vec<_> = lotes.iter().filter(suyo).map(de_fefo).collect();
    let salida = fefo::asignar(&candidatos, pedido, hoy);
    if salida.falta > Decimal::ZERO {
        return Err(corta(linea, pedido - salida.falta));
    }
    Ok(salida.tomas.into_iter().map(|toma| (toma.lote, -toma.cantidad)).collect())
}

fn de_fefo(lote: &Lote) -> fefo::Lote {
    fefo::Lote { id: lote.id, caduca: lote.caduca, recibido: lote.recibido, cantidad: lote.cantidad }
}

const fn corta(linea: &LineaPedida, hay: Decimal) -> Corta {
    Corta { insumo_id: linea.insumo_id, pedido: linea.cantidad, hay }
}

async fn nombrar(tx: &mut Tx<'_>, cortas: Vec<Corta>) -> AppResult<NegativaBodega> {
    let mut faltas = Vec::new();
    for Corta { insumo_id, pedido, hay } in cortas {
        let insumo = insumos::queries::editable(tx, insumo_id).await?;
        if pedido > Decimal::ZERO {
            return Ok(NegativaBodega::SinLote { insumo: insumo.nombre });
        }
        faltas.push(Falta { insumo: insumo.nombre, unidad: insumo.unidad, pedido: -pedido, hay });
    }
    Ok(NegativaBodega::SinExistencias(faltas))
}

/// Takes back all that a document moved. Once: refused as `documentos_bodega_reversa` when it already was, and by the lots
/// when what came in has left again.
pub async fn reversar_documento(ctx: &Ctx, intencion: &Intencion, id: i64, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let tipo = queries::uno(tx, id).await?.tipo;
        let tipo = TipoDocumento::de_codigo(&tipo).ok_or_else(|| interno("a document of unknown kind"))?;
        queries::marcar_reversado(tx, id, motivo).await?;
        reversar(tx, tipo.documento(id), motivo).await?;
        idempotencia::concluir(tx, intencion.clave, id).await
    })
    .await
}

/// Takes back an entry that came by itself. Once: refused as `movimientos_una_reversa`.
pub async fn reversar_entrada(ctx: &Ctx, intencion: &Intencion, movimiento_id: i64, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        if !una_vez(tx, intencion).await? {
            return Ok(());
        }
        let movido = stock::queries::entrada(tx, movimiento_id).await?;
        let movido = movido.ok_or_else(|| rechazo("movimientos_una_reversa"))?;
        reversar_movidos(tx, Documento::Recepcion(None), &[movido], motivo).await?;
        idempotencia::concluir(tx, intencion.clave, movimiento_id).await
    })
    .await
}

/// False when it was done already.
pub(super) async fn una_vez(tx: &mut Tx<'_>, intencion: &Intencion) -> AppResult<bool> {
    match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => Ok(true),
        Paso::Hecha(_) => Ok(false),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    }
}
