//! Reminders whose moment has come.

use crate::db::Db;
use crate::error::AppResult;
use crate::services::recordatorios;

/// How many were written: while there are any, there may be more.
pub async fn escribir(db: &Db) -> AppResult<usize> {
    recordatorios::escribir(db).await
}
