//! A report as a file: written, and forgotten.

use crate::db::{Actor, Alcance, Db};
use crate::error::{AppError, AppResult};
use crate::services::exportaciones;

pub async fn escribir(db: &Db, actor: &Actor, id: i64, alcance: Alcance) -> AppResult<()> {
    match exportaciones::escribir(db, actor, id, alcance).await {
        Err(error) if !matches!(error, AppError::EnCurso | AppError::Ocupado) => {
            tracing::error!(%error, exportacion.id = id, clinica.id = actor.clinica, "export failed");
            exportaciones::fallar(db, actor, id).await
        }
        otro => otro,
    }
}

pub async fn olvidar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    exportaciones::olvidar(db, actor, id).await
}
