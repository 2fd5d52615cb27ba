//! Notices to the people of each clinic.

use crate::avisos::equipo::queries;
use crate::db::Db;
use crate::error::AppResult;
use crate::services::novedades;

/// How many were told.
pub async fn avisar(db: &Db) -> AppResult<usize> {
    let mut cuantas = 0;
    for clinica in queries::clinicas(db).await? {
        cuantas += novedades::avisar(db, clinica).await?;
    }
    Ok(cuantas)
}
