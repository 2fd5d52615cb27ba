//! Notices to the people of each clinic.

use crate::avisos::equipo::queries;
use crate::db::Db;
use crate::error::AppResult;
use crate::services::novedades;

/// How many were told. A clinic that cannot be told holds up no other.
pub async fn avisar(db: &Db) -> AppResult<usize> {
    let mut cuantas = 0;
    for clinica in queries::clinicas(db).await? {
        match novedades::avisar(db, clinica).await {
            Ok(suyas) => cuantas += suyas,
            Err(error) => tracing::error!(%error, clinica.id = clinica, "the notices of a clinic were not written"),
        }
    }
    Ok(cuantas)
}
