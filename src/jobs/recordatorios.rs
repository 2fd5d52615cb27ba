//! Reminders whose moment has come.

use crate::db::Db;
use crate::error::AppResult;
use crate::services::recordatorios;

/// How many were written when there may be more; 0 when that was all of them.
pub async fn escribir(db: &Db) -> AppResult<usize> {
    let escritos = recordatorios::escribir(db).await?;
    Ok(if i32::try_from(escritos).is_ok_and(|escritos| escritos < recordatorios::LOTE) { 0 } else { escritos })
}
