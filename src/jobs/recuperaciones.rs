//! Letters for those who forgot their password.

use crate::db::Db;
use crate::error::AppResult;
use crate::identidad::recuperacion::queries;
use crate::services::identidad::recuperacion;

const LOTE: i64 = 20;

/// How many of those who had asked were answered; who could not be waits for the next round.
pub async fn responder(db: &Db) -> AppResult<usize> {
    let mut respondidas = 0;
    for pedida in queries::pedidas(db, LOTE).await? {
        match recuperacion::responder(db, &pedida).await {
            Ok(()) => respondidas += 1,
            Err(error) => tracing::error!(%error, "somebody who forgot a password was not answered"),
        }
    }
    Ok(respondidas)
}
