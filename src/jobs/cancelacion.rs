//! Calling off a job that waits: whoever waits for what it would have done is told, in the same transaction.

use super::lista;
use super::queue::Trabajo;
use crate::db::Tx;
use crate::error::AppResult;
use crate::reportes::exportaciones::{self, Estado};
use crate::services::importaciones;

/// False when it no longer waits.
pub async fn cancelar(tx: &mut Tx<'_>, id: i64) -> AppResult<bool> {
    let Some(trabajo) = lista::anular(tx, id).await? else { return Ok(false) };
    match trabajo {
        Trabajo::Exportar { id, .. } => {
            exportaciones::queries::dejar(tx, id, Estado::Cancelada).await?;
        }
        Trabajo::RevisarImportacion { id } | Trabajo::CargarImportacion { id } => importaciones::dejar(tx, id).await?,
        Trabajo::ReintentarEnvios { .. }
        | Trabajo::PedirPlantilla { .. }
        | Trabajo::OlvidarImportacion { .. }
        | Trabajo::OlvidarExportacion { .. } => {}
    }
    Ok(true)
}
