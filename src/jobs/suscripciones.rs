//! Figures by mail: whoever's hour has come is told.

use crate::db::Db;
use crate::error::AppResult;
use crate::reportes::suscripciones::queries;
use crate::services::suscripciones;

/// How many were due.
pub async fn enviar(db: &Db) -> AppResult<usize> {
    let vencidas = queries::vencidas(db).await?;
    for suscripcion in &vencidas {
        suscripciones::enviar(db, suscripcion.clinica_id, suscripcion.id).await?;
    }
    Ok(vencidas.len())
}
