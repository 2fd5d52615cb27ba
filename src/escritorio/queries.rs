//! What only the desk asks: figures of several contexts in one trip.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer};
use diesel_async::RunQueryDsl;

use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// What somebody should look at before it becomes a problem.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Alertas {
    #[diesel(sql_type = BigInt)]
    pub bajos: i64,
    #[diesel(sql_type = BigInt)]
    pub por_vencer: i64,
    #[diesel(sql_type = BigInt)]
    pub vencidos: i64,
    #[diesel(sql_type = BigInt)]
    pub fallidos: i64,
}

pub async fn alertas(tx: &mut Tx<'_>) -> AppResult<Alertas> {
    let clinica = tx.actor().clinica;
    Ok(consulta(
        "select b.bajos, b.por_vencer, b.vencidos, a.fallidos
         from bodega_alertas b join avisos_alertas a using (clinica_id) where b.clinica_id = $1",
    )
    .bind::<Integer, _>(clinica)
    .get_result(tx.pg())
    .await?)
}
