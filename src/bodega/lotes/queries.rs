//! Lots that still hold something.

use diesel::sql_types::{BigInt, Nullable};
use diesel_async::RunQueryDsl;

use super::model::LoteConInsumo;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Lots with something in them, first to expire first, undated last.
pub async fn lotes(tx: &mut Tx<'_>, insumo_id: Option<i64>) -> AppResult<Vec<LoteConInsumo>> {
    Ok(consulta(
        "select l.insumo_id, i.nombre as insumo, i.unidad, d.nombre as deposito, l.codigo, l.caduca, l.cantidad, l.costo,
           l.caduca - (ahora() at time zone c.zona)::date as dias
         from lotes l join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
         join depositos d on d.clinica_id = l.clinica_id and d.id = l.deposito_id join clinicas c on c.id = l.clinica_id
         where l.cantidad > 0 and ($1 is null or l.insumo_id = $1) order by l.caduca, l.id limit 200",
    )
    .bind::<Nullable<BigInt>, _>(insumo_id)
    .load(tx.pg())
    .await?)
}
