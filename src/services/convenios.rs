//! A convenio and its prices, saved together.

use crate::caja::convenios::{NuevoConvenio, queries};
use crate::error::AppResult;
use crate::web::Ctx;

/// `cual` is the row being edited and its version when the form was shown.
pub async fn guardar(ctx: &Ctx, cual: Option<(i64, i32)>, nuevo: &NuevoConvenio) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = match cual {
            Some((id, version)) => queries::editar(tx, id, version, nuevo).await.map(|()| id)?,
            None => queries::crear(tx, nuevo).await?,
        };
        queries::poner_precios(tx, id, nuevo).await?;
        Ok(id)
    })
    .await
}
