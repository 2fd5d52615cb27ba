//! Gives failed messages their attempts anew, some hundreds a transaction.

use crate::avisos::queries;
use crate::db::{Actor, Db};
use crate::error::AppResult;

const LOTE: usize = 500;

pub async fn correr(db: &Db, actor: &Actor, hasta: i64) -> AppResult<()> {
    while db.escribir(actor, async |tx| queries::reintentar_hasta(tx, hasta, LOTE).await).await? == LOTE {}
    Ok(())
}
