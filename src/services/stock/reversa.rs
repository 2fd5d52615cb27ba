//! Taking back what a document moved: each movement gets its pair, in the same lot and at the cost that it had.

use crate::bodega::stock::{Asiento, Documento, Existencia, Movida, Movido, NuevoMovimiento, TipoMovimiento, queries};
use crate::db::Tx;
use crate::error::{AppResult, interno, rechazo};

/// Everything that `documento` moved and nothing has taken back yet. Goods that came in and have left again cannot go:
/// refused as `lotes_no_negativos`.
pub(in crate::services) async fn reversar(tx: &mut Tx<'_>, documento: Documento, motivo: &str) -> AppResult<()> {
    let movidos = queries::movidos(tx, documento).await?;
    reversar_movidos(tx, documento, &movidos, motivo).await
}

/// What a sale took of these insumos to sell them. Of a lot that has expired meanwhile nothing goes back: refused as `lote_vencido`.
pub(in crate::services) async fn devolver_venta(
    tx: &mut Tx<'_>,
    venta_id: i64,
    insumos: &[i64],
    motivo: &str,
) -> AppResult<()> {
    let documento = Documento::Venta(venta_id);
    let mut movidos = queries::movidos(tx, documento).await?;
    movidos.retain(|m| m.tipo == TipoMovimiento::Salida.codigo() && insumos.contains(&m.insumo_id));
    if movidos.iter().any(|m| m.vencido) {
        return Err(rechazo("lote_vencido"));
    }
    reversar_movidos(tx, documento, &movidos, motivo).await
}

/// These movements of a document. Whoever calls holds no existencia yet.
pub(super) async fn reversar_movidos(
    tx: &mut Tx<'_>,
    documento: Documento,
    movidos: &[Movido],
    motivo: &str,
) -> AppResult<()> {
    let pares: Vec<_> = movidos.iter().map(|m| (m.deposito_id, m.insumo_id)).collect();
    let mut existencias = queries::sostener(tx, &pares).await?;
    let mut depositos: Vec<i64> = movidos.iter().map(|m| m.deposito_id).collect();
    depositos.sort_unstable();
    depositos.dedup();
    for deposito_id in depositos {
        let suyos = movidos.iter().filter(|m| m.deposito_id == deposito_id);
        let movimientos = suyos.map(|m| devolver(&mut existencias, m)).collect::<AppResult<Vec<_>>>()?;
        let Some(primero) = movidos.first() else { continue };
        let asiento =
            Asiento { deposito_id, documento, papel: "", motivo, efectiva: primero.hoy, movimientos: &movimientos };
        queries::asentar(tx, &asiento).await?;
    }
    Ok(())
}

fn devolver(existencias: &mut [Existencia], movido: &Movido) -> AppResult<NuevoMovimiento> {
    let tipo = TipoMovimiento::de_codigo(&movido.tipo).ok_or_else(|| interno("a movement of unknown kind"))?;
    let existencia = existencias
        .iter_mut()
        .find(|e| (e.deposito_id, e.insumo_id) == (movido.deposito_id, movido.insumo_id))
        .ok_or_else(|| interno("a movement of what no depot holds"))?;
    Ok(existencia.mover(Movida {
        lote_id: movido.lote_id,
        tipo,
        cantidad: -movido.cantidad,
        costo: Some(movido.costo),
        reversa_de: Some(movido.id),
    }))
}
