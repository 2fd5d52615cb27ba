//! What changes the state of a drawer: movements of cash, the blind count and the close.

use rust_decimal::Decimal;

use super::idempotencia::{self, Intencion, Paso};
use crate::bodega;
use crate::caja::sesiones::{self, Conteo, NuevoCierre, NuevoMovimientoCaja};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, rechazo};

/// Cash in or out of an open drawer, without a sale.
pub async fn mover(db: &Db, actor: &Actor, intencion: &Intencion, movimiento: &NuevoMovimientoCaja) -> AppResult<i64> {
    db.escribir(actor, async |tx| match idempotencia::tomar(tx, intencion).await? {
        Paso::Nueva => {
            let sesion = sesiones::para_cobrar(tx, movimiento.sesion_id).await?;
            if !sesiones::cobra(&sesion.estado) {
                return Err(rechazo("caja_cerrada"));
            }
            let id = sesiones::agregar_movimiento(tx, movimiento).await?;
            idempotencia::concluir(tx, intencion.clave, id).await?;
            Ok(id)
        }
        Paso::Hecha(id) => Ok(id),
        Paso::Ajena { .. } => Err(rechazo("idempotencia_ajena")),
    })
    .await
}

/// Keeps the count beside what was expected, and stops the drawer until it is closed or taken up again.
/// Counting again is another attempt; the first stays.
pub async fn contar(db: &Db, actor: &Actor, sesion_id: i64, conteo: &Conteo) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        let estado = sesiones::bloquear(tx, sesion_id).await?;
        if !sesiones::cobra(&estado) && estado != "arqueo" {
            return Err(rechazo("caja_cerrada"));
        }
        let esperado = sesiones::esperado(tx, sesion_id).await?;
        sesiones::agregar_arqueo(tx, sesion_id, conteo, &esperado).await?;
        sesiones::cambiar_estado(tx, sesion_id, "arqueo").await
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
pub async fn cerrar(db: &Db, actor: &Actor, sesion_id: i64, cierre: &NuevoCierre) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        exigir_arqueo(tx, sesion_id).await?;
        let arqueos = sesiones::arqueos(tx, sesion_id).await?;
        let ultimo = arqueos.first().ok_or_else(|| rechazo("caja_sin_arqueo"))?;
        if ultimo.diferencia() != Decimal::ZERO && cierre.motivo.is_empty() {
            return Err(rechazo("caja_diferencia_sin_motivo"));
        }
        sesiones::agregar_cierre(tx, sesion_id, ultimo, cierre).await?;
        sesiones::cambiar_estado(tx, sesion_id, "cerrada").await
    })
    .await
}

async fn exigir_arqueo(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    match sesiones::bloquear(tx, sesion_id).await?.as_str() {
        "arqueo" => Ok(()),
        "abierta" | "reabierta" => Err(rechazo("caja_sin_arqueo")),
        _ => Err(rechazo("caja_cerrada")),
    }
}

/// A sucursal works from its first day: one depot, one drawer and the series of its receipts.
pub(super) async fn equipar(tx: &mut Tx<'_>, sucursal_id: i64) -> AppResult<()> {
    let deposito_id = bodega::queries::crear_deposito(tx, sucursal_id, "Bodega").await?;
    sesiones::crear_caja(tx, sucursal_id, deposito_id, "Caja 1").await
}
