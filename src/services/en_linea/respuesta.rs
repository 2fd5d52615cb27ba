//! What the clinic answers to what was asked for online, or that it did not in time.

use super::de_reserva;
use super::ficha::concretar;
use crate::agenda::en_linea::model::{EnLinea, Estado};
use crate::agenda::en_linea::queries;
use crate::agenda::reserva::queries as retenciones;
use crate::avisos::{self, encolar};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, rechazo};
use crate::values::correo::Correo;
use crate::web::Ctx;

/// By somebody of the clinic. Refuses as `comprobar` does, and by `en_linea_respondida` what was answered already.
pub async fn aprobar(ctx: &Ctx, id: i64) -> AppResult<()> {
    ctx.escribir(async |tx| {
        let reserva = por_responder(tx, ctx.db(), id).await?;
        concretar(tx, ctx.into(), &reserva).await
    })
    .await
}

/// `motivo` is what its person reads; empty says nothing.
pub async fn rechazar(ctx: &Ctx, id: i64, motivo: &str) -> AppResult<()> {
    ctx.escribir(async |tx| {
        let reserva = por_responder(tx, ctx.db(), id).await?;
        despedir(tx, &reserva, "rechazada", motivo).await
    })
    .await
}

async fn por_responder(tx: &mut Tx<'_>, db: &Db, id: i64) -> AppResult<EnLinea> {
    let reserva = queries::tomar(tx, id).await?;
    match reserva.estado() == Estado::PorAprobar && !reserva.vencio(db.reloj().ahora()) {
        true => Ok(reserva),
        false => Err(rechazo("en_linea_respondida")),
    }
}

async fn despedir(tx: &mut Tx<'_>, reserva: &EnLinea, estado: &str, motivo: &str) -> AppResult<()> {
    retenciones::soltar_ajena(tx, reserva.clave).await?;
    queries::cerrar(tx, reserva.id, estado, motivo).await?;
    let portal = queries::portal(tx).await?;
    if let Ok(correo) = Correo::parse(&reserva.correo) {
        let cuando = reserva.cuando(portal.zona());
        let carta = avisos::reserva_rechazada(&de_reserva(reserva, correo), cuando, motivo, &portal.telefono);
        encolar(tx, &carta).await?;
    }
    Ok(())
}

/// Those of a clinic that nobody answered in time are told so, and of those that were never finished nothing stays.
pub async fn vencer(db: &Db, clinica: i32) -> AppResult<usize> {
    db.escribir(&Actor::sistema(clinica), async |tx| {
        let tardias = queries::sin_respuesta(tx).await?;
        for reserva in &tardias {
            despedir(tx, reserva, "vencida", "").await?;
        }
        Ok(tardias.len() + queries::olvidar(tx).await?)
    })
    .await
}
