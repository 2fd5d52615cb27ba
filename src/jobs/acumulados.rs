//! What was appended to the sums of a manager is folded into them.

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Integer};
use diesel_async::RunQueryDsl;

use crate::db::{Db, consulta};
use crate::error::AppResult;

/// Rows of one fold: a tenth of a second of work.
pub(super) const LOTE: i32 = 10_000;

#[derive(QueryableByName)]
struct Plegados {
    #[diesel(sql_type = BigInt)]
    cuantos: i64,
}

/// How many rows of all clinics were folded, `lote` at most; none while another process does it.
pub async fn plegar(db: &Db, lote: i32) -> AppResult<i64> {
    let plegados: Plegados = consulta("select plegar_acumulados($1) as cuantos")
        .bind::<Integer, _>(lote)
        .get_result(&mut *db.conexion().await?)
        .await?;
    Ok(plegados.cuantos)
}
