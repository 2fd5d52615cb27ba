//! What only who supervises may do with a session that is closed: open it again, or put it away for good.

use super::super::idempotencia::{self, Intencion};
use crate::caja::{cajas, sesiones};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult, rechazo};

/// The close stays as it was; the session is counted and closed once more. The reopening made.
pub async fn reabrir(db: &Db, actor: &Actor, intencion: &Intencion, sesion_id: i64, motivo: &str) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        cajas::queries::exigir_activa_de(tx, sesion_id).await?;
        exigir_cerrada(tx, sesion_id).await?;
        let reapertura = sesiones::agregar_reapertura(tx, sesion_id, motivo).await?;
        sesiones::cambiar_estado(tx, sesion_id, "reabierta").await?;
        Ok(reapertura)
    })
    .await
}

/// After this nothing of the session moves.
pub async fn contabilizar(db: &Db, actor: &Actor, intencion: &Intencion, sesion_id: i64) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        exigir_cerrada(tx, sesion_id).await?;
        sesiones::contabilizar(tx, sesion_id).await?;
        Ok(sesion_id)
    })
    .await
}

async fn exigir_cerrada(tx: &mut Tx<'_>, sesion_id: i64) -> AppResult<()> {
    let sesion = sesiones::bloquear(tx, sesion_id).await?;
    match sesion.estado.as_str() {
        _ if !sesion.supervisa => Err(AppError::Prohibido("caja.supervisar")),
        "cerrada" => Ok(()),
        "contabilizada" => Err(rechazo("caja_contabilizada")),
        _ => Err(rechazo("caja_sin_cerrar")),
    }
}
