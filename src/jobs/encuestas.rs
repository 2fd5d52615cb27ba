//! Questions after a visit whose moment has come.

use crate::db::Db;
use crate::error::AppResult;
use crate::services::encuestas;

/// How many were written: while there are any, there may be more.
pub async fn preguntar(db: &Db) -> AppResult<usize> {
    encuestas::escribir(db).await
}
