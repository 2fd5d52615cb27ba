//! Letters for those who forgot their password.

use crate::db::Db;
use crate::error::AppResult;
use crate::identidad::recuperacion::queries;
use crate::services::identidad::recuperacion;

const LOTE: i64 = 20;

/// How many had asked.
pub async fn responder(db: &Db) -> AppResult<usize> {
    let pedidas = queries::pedidas(db, LOTE).await?;
    for pedida in &pedidas {
        if let Err(error) = recuperacion::responder(db, pedida).await {
            tracing::error!(%error, "somebody who forgot a password was not answered");
        }
    }
    Ok(pedidas.len())
}
