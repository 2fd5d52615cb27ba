//! Reads of receipts. A day is an index; what somebody remembers besides is looked for inside it.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Array, BigInt, Nullable, Numeric, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::forms::Folio;
use crate::caja::pagos::{Pago, queries::PAGO};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub struct Busqueda<'a> {
    pub desde: DateTime<Utc>,
    /// Outside.
    pub hasta: DateTime<Utc>,
    pub palabras: Vec<String>,
    pub medio: &'a str,
    pub monto: Option<Decimal>,
    pub antes: Option<(DateTime<Utc>, i64)>,
}

/// One page, the newest first, and one row more when there is another page.
pub async fn del_dia(tx: &mut Tx<'_>, busqueda: &Busqueda<'_>, limite: i64) -> AppResult<Vec<Pago>> {
    let (antes_en, antes) = busqueda.antes.unwrap_or((busqueda.hasta, 0));
    Ok(consulta(format!(
        "{PAGO} where p.en >= $1 and p.en < $2 and (p.en, p.id) < ($3, $4)
           and normalizar(p.pagador || ' ' || coalesce(pa.nombre, '')) like all ($5)
           and ($6 = '' or $6 = any (pm.codigos))
           and ($7 is null or $7 in (select abs(x) from unnest(pm.montos || p.total) x))
         order by p.en desc, p.id desc limit $8"
    ))
    .bind::<Timestamptz, _>(busqueda.desde)
    .bind::<Timestamptz, _>(busqueda.hasta)
    .bind::<Timestamptz, _>(antes_en)
    .bind::<BigInt, _>(antes)
    .bind::<Array<Text>, _>(&busqueda.palabras)
    .bind::<Text, _>(busqueda.medio)
    .bind::<Nullable<Numeric>, _>(busqueda.monto)
    .bind::<BigInt, _>(limite + 1)
    .load(tx.pg())
    .await?)
}

/// Whatever its day: a folio is one of its series.
pub async fn de_folio(tx: &mut Tx<'_>, folio: &Folio) -> AppResult<Vec<Pago>> {
    Ok(consulta(format!("{PAGO} where p.folio = $1 and ($2 is null or s.prefijo = $2) order by p.en desc, p.id desc"))
        .bind::<BigInt, _>(folio.numero)
        .bind::<Nullable<Text>, _>(folio.prefijo.as_deref())
        .load(tx.pg())
        .await?)
}
