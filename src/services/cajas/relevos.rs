//! A session changes hands: who has it offers it, who takes it counts it.

use super::super::idempotencia::{self, Intencion};
use super::{anotar, exigir_abierta, exigir_cargo, tomar};
use crate::caja::relevos::queries::{agregar, resolver, tomar_sesion, uno};
use crate::caja::sesiones::{self, Conteo};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult};

/// To somebody who charges; until they take it, nothing changes.
pub async fn proponer(db: &Db, actor: &Actor, intencion: &Intencion, sesion_id: i64, recibe: i64) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        exigir_abierta(&tomar(tx, sesion_id).await?.estado)?;
        agregar(tx, sesion_id, recibe).await
    })
    .await
}

/// The count kept, and with it the drawer, in the hands of who counted.
pub async fn aceptar(db: &Db, actor: &Actor, intencion: &Intencion, id: i64, conteo: &Conteo) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let relevo = uno(tx, id).await?;
        if !relevo.para_mi {
            return Err(AppError::Prohibido("caja.operar"));
        }
        exigir_abierta(&sesiones::bloquear(tx, relevo.sesion_id).await?.estado)?;
        let arqueo = anotar(tx, relevo.sesion_id, conteo).await?;
        resolver(tx, id, "aceptado", Some(arqueo)).await?;
        tomar_sesion(tx, relevo.sesion_id).await?;
        Ok(arqueo)
    })
    .await
}

/// Turned down by who was to take it, or taken back by who answers for it.
pub async fn soltar(db: &Db, actor: &Actor, intencion: &Intencion, id: i64) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let relevo = uno(tx, id).await?;
        let sesion = sesiones::bloquear(tx, relevo.sesion_id).await?;
        exigir_cargo(relevo.para_mi || sesion.a_cargo())?;
        resolver(tx, id, if relevo.para_mi { "rechazado" } else { "retirado" }, None).await?;
        Ok(id)
    })
    .await
}
