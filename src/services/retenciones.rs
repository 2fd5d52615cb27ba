//! The slot of an open form, held until it expires.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::agenda::reserva::queries::{self, Retencion};
use crate::error::AppResult;
use crate::web::Ctx;

/// Holds the slot for the form, which lets go of any other; answers until when, or `None` when somebody else has it.
pub async fn retener(ctx: &Ctx, pedida: &Retencion) -> AppResult<Option<DateTime<Utc>>> {
    ctx.escribir(async |tx| {
        queries::despejar(tx, pedida).await?;
        queries::retener(tx, pedida, None).await
    })
    .await
}

pub async fn soltar(ctx: &Ctx, clave: Uuid) -> AppResult<()> {
    ctx.escribir(async |tx| queries::soltar(tx, clave).await).await
}
