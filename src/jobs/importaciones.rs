//! An import of patients: checked, created, and forgotten. Each part can be begun again where another worker left it.

use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult};
use crate::services::importaciones;

pub async fn revisar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    let resultado = importaciones::revisar(db, actor, id).await;
    o_fallida(db, actor, id, resultado).await
}

pub async fn cargar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    let resultado = importaciones::cargar(db, actor, id).await;
    o_fallida(db, actor, id, resultado).await
}

pub async fn olvidar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    if importaciones::olvidar(db, actor, id).await? { Ok(()) } else { Err(AppError::EnCurso) }
}

/// Somebody waits before a screen: what will not mend by itself is told at once, and goes on when they say so.
async fn o_fallida(db: &Db, actor: &Actor, id: i64, resultado: AppResult<()>) -> AppResult<()> {
    match resultado {
        Err(error) if !matches!(error, AppError::EnCurso | AppError::Ocupado) => {
            tracing::error!(%error, importacion.id = id, clinica.id = actor.clinica, "import failed");
            importaciones::fallar(db, actor, id).await
        }
        otro => otro,
    }
}
