//! Months of the audit that need not be kept any longer: dropped whole, with a record of it. Their seals stay.

use crate::auditoria::sellos::queries;
use crate::db::Db;
use crate::error::AppResult;

/// How many left.
pub async fn retirar(db: &Db) -> AppResult<usize> {
    let meses = queries::meses_vencidos(db).await?;
    for mes in &meses {
        queries::retirar(db, *mes).await?;
        tracing::info!(%mes, "a month of the audit is retired");
    }
    Ok(meses.len())
}
