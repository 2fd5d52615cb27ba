//! Lots that still hold something.

use chrono::NaiveDate;
use diesel::sql_types::{BigInt, Date, Nullable};
use diesel_async::RunQueryDsl;

use super::model::LoteConInsumo;
use crate::bodega::queries::POR_PAGINA;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const LOTE: &str = "select l.id, l.deposito_id, l.insumo_id, i.codigo as insumo_codigo, i.nombre as insumo, i.unidad, d.nombre as deposito,
    l.codigo, l.caduca, l.cantidad, l.costo, l.caduca - (ahora() at time zone c.zona)::date as dias
  from lotes l join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
  join depositos d on d.clinica_id = l.clinica_id and d.id = l.deposito_id join clinicas c on c.id = l.clinica_id";

/// First to expire first, undated last, after the lot of this expiry and id; one more than a page holds when there are more.
pub async fn lista(
    tx: &mut Tx<'_>,
    (desde, hasta): (Option<NaiveDate>, Option<NaiveDate>),
    despues: Option<(Option<NaiveDate>, i64)>,
) -> AppResult<Vec<LoteConInsumo>> {
    let (caduca, id) = despues.map_or((None, None), |(caduca, id)| (caduca, Some(id)));
    let sql = format!(
        "{LOTE} where l.cantidad > 0 and ($1 is null or l.caduca >= $1) and ($2 is null or l.caduca <= $2)
           and ($4 is null or l.caduca > $3 or (l.caduca = $3 or $3 is null and l.caduca is null) and l.id > $4
             or $3 is not null and l.caduca is null)
         order by l.caduca, l.id limit $5"
    );
    Ok(consulta(&sql)
        .bind::<Nullable<Date>, _>(desde)
        .bind::<Nullable<Date>, _>(hasta)
        .bind::<Nullable<Date>, _>(caduca)
        .bind::<Nullable<BigInt>, _>(id)
        .bind::<BigInt, _>(POR_PAGINA + 1)
        .load(tx.pg())
        .await?)
}

/// Those of an insumo, first to expire first.
pub async fn del_insumo(tx: &mut Tx<'_>, insumo_id: i64) -> AppResult<Vec<LoteConInsumo>> {
    let sql = format!("{LOTE} where l.cantidad > 0 and l.insumo_id = $1 order by l.caduca, l.id limit 200");
    Ok(consulta(&sql).bind::<BigInt, _>(insumo_id).load(tx.pg()).await?)
}
