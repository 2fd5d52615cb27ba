//! Cash between two open drawers: one side asks, the other answers, and only then it moves. Whether there is enough is not
//! looked at: a refusal would tell what a drawer should hold before it is counted.

use serde::Serialize;

use super::super::idempotencia::{self, Intencion};
use super::{exigir_abierta, exigir_cargo};
use crate::caja::traspasos::queries::{agregar, compartir, mover, resolver, uno};
use crate::caja::traspasos::{Lado, NuevoTraspaso};
use crate::db::{Actor, Db};
use crate::error::AppResult;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Respuesta {
    Aceptado,
    Rechazado,
    /// By the side that asked.
    Retirado,
}

pub async fn pedir(db: &Db, actor: &Actor, intencion: &Intencion, nuevo: &NuevoTraspaso) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let (origen, destino) = compartir(tx, (nuevo.origen_id, nuevo.destino_id)).await?;
        exigir_cargo(if nuevo.pide == Lado::Origen { origen.a_cargo } else { destino.a_cargo })?;
        exigir_abierta(&origen.estado)?;
        exigir_abierta(&destino.estado)?;
        agregar(tx, nuevo).await
    })
    .await
}

/// A session that is being counted neither gives nor takes; it may still turn down or take back.
pub async fn responder(db: &Db, actor: &Actor, intencion: &Intencion, id: i64, respuesta: Respuesta) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        let lados = uno(tx, id).await?.pide_y_responde();
        let (pide, responde) = compartir(tx, lados).await?;
        match respuesta {
            Respuesta::Retirado => {
                exigir_cargo(pide.a_cargo)?;
                resolver(tx, id, "retirado").await?;
            }
            Respuesta::Rechazado => {
                exigir_cargo(responde.a_cargo)?;
                resolver(tx, id, "rechazado").await?;
            }
            Respuesta::Aceptado => {
                exigir_cargo(responde.a_cargo)?;
                exigir_abierta(&pide.estado)?;
                exigir_abierta(&responde.estado)?;
                resolver(tx, id, "aceptado").await?;
                mover(tx, id).await?;
            }
        }
        Ok(id)
    })
    .await
}
