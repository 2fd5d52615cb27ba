//! What changes the state of a drawer: movements of cash, the blind count and the close.

use rust_decimal::Decimal;

use super::idempotencia::{self, Intencion};
use crate::bodega;
use crate::caja::sesiones::{self, Conteo, NuevaSesion, NuevoCierre, NuevoMovimientoCaja};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

/// Opens a drawer for who asks: they answer for it until it is closed.
pub async fn abrir(db: &Db, actor: &Actor, intencion: &Intencion, nueva: &NuevaSesion) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| sesiones::abrir(tx, nueva).await).await
}

/// Cash in or out of an open drawer, without a sale.
pub async fn mover(db: &Db, actor: &Actor, intencion: &Intencion, movimiento: &NuevoMovimientoCaja) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let sesion = sesiones::para_cobrar(tx, movimiento.sesion_id).await?;
        exigir_cargo(sesion.a_cargo)?;
        if !sesiones::cobra(&sesion.estado) {
            return Err(rechazo("caja_cerrada"));
        }
        sesiones::agregar_movimiento(tx, movimiento).await
    })
    .await
}

/// Keeps the count beside what was expected, and stops the drawer until it is closed or taken up again.
/// Counting again is another attempt; the first stays.
pub async fn contar(db: &Db, actor: &Actor, intencion: &Intencion, sesion_id: i64, conteo: &Conteo) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let estado = tomar(tx, sesion_id).await?;
        if !sesiones::cobra(&estado) && estado != "arqueo" {
            return Err(rechazo("caja_cerrada"));
        }
        let esperado = sesiones::esperado(tx, sesion_id).await?;
        let arqueo = sesiones::agregar_arqueo(tx, sesion_id, conteo, &esperado).await?;
        sesiones::cambiar_estado(tx, sesion_id, "arqueo").await?;
        Ok(arqueo)
    })
    .await
}

/// Back to charging after a count.
pub async fn reanudar(db: &Db, actor: &Actor, sesion_id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        exigir_arqueo(tx, sesion_id).await?;
        sesiones::cambiar_estado(tx, sesion_id, "abierta").await
    })
    .await
}

/// Closes on the last count. A difference is written down once, with its reason.
pub async fn cerrar(
    db: &Db,
    actor: &Actor,
    intencion: &Intencion,
    sesion_id: i64,
    cierre: &NuevoCierre,
) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        exigir_arqueo(tx, sesion_id).await?;
        let arqueos = sesiones::arqueos(tx, sesion_id).await?;
        let ultimo = arqueos.first().ok_or_else(|| rechazo("caja_sin_arqueo"))?;
        if ultimo.diferencia() != Decimal::ZERO && cierre.motivo.is_empty() {
            return Err(rechazo("caja_diferencia_sin_motivo"));
        }
        let hecho = sesiones::agregar_cierre(tx, sesion_id, ultimo, cierre).await?;
        sesiones::cambiar_estado(tx, sesion_id, "cerrada").await?;
        Ok(hecho)
    })
    .await
}

/// The state of a session that is taken whole by who answers for it.
async fn tomar(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<String> {
    let tomada = sesiones::bloquear(tx, sesion_id).await?;
    exigir_cargo(tomada.a_cargo)?;
    Ok(tomada.estado)
}

/// A drawer is of who opened it, and of who supervises.
fn exigir_cargo(a_cargo: bool) -> AppResult<()> {
    if a_cargo { Ok(()) } else { Err(AppError::Prohibido("caja.supervisar")) }
}

async fn exigir_arqueo(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    match tomar(tx, sesion_id).await?.as_str() {
        "arqueo" => Ok(()),
        "abierta" | "reabierta" => Err(rechazo("caja_sin_arqueo")),
        _ => Err(rechazo("caja_cerrada")),
    }
}

/// A sucursal works from its first day: one depot, one drawer and the series of its receipts and of its notes of credit.
pub(super) async fn equipar(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
    let deposito_id = bodega::queries::crear_deposito(tx, sucursal_id, "Bodega").await?;
    sesiones::crear_caja(tx, sucursal_id, deposito_id, "Caja 1").await?;
    sesiones::crear_serie_de_notas(tx, sucursal_id).await
}
