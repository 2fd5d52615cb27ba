//! What an insumo is, with how it comes packed.

use crate::bodega::NuevoInsumo;
use crate::bodega::insumos::{NuevaPresentacion, queries};
use crate::error::AppResult;
use crate::web::Ctx;

/// A new insumo, or the one of this id as it was at this version; its id.
pub async fn guardar(
    ctx: &Ctx,
    existente: Option<(i64, i32)>,
    (datos, archivado): (&NuevoInsumo, bool),
    presentaciones: &[NuevaPresentacion],
) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = match existente {
            None => queries::crear_insumo(tx, datos).await?,
            Some(existente) => {
                queries::editar_insumo(tx, existente, datos, archivado).await?;
                existente.0
            }
        };
        queries::reemplazar_presentaciones(tx, id, presentaciones).await?;
        Ok(id)
    })
    .await
}
