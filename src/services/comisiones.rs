//! Freezing what professionals earned in a period.

use serde::Serialize;

use super::idempotencia::{self, Intencion};
use crate::caja::comisiones::{Periodo, queries};
use crate::db::{Actor, Db};
use crate::error::AppResult;

#[derive(Debug, Clone, Serialize)]
pub struct Cierre {
    pub profesional_id: i64,
    pub periodo: Periodo,
    /// Of the clinic's currency.
    pub decimales: u32,
}

/// The settlement made. What was settled before is not settled again: the table refuses it as `liquidaciones_lineas_una`.
pub async fn congelar(db: &Db, actor: &Actor, intencion: &Intencion, cierre: &Cierre) -> AppResult<i64> {
    idempotencia::una_vez(db, actor, intencion, async |tx| {
        queries::congelar(tx, cierre.profesional_id, cierre.periodo, cierre.decimales).await
    })
    .await
}
