//! The dashboard in two statements: what happened in two periods, and what stands now.

use chrono::NaiveDate;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text};
use diesel_async::RunQueryDsl;

use super::model::{Ahora, Lapsos, Suma, Ve};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Receivables are of today, by how long ago their sale was emitted.
const SUMAS: &str = "
  with t as materialized (
    select t.tipo, t.fecha, t.profesional, t.clave, t.fecha >= $1 as actual, t.monto, t.cuenta
    from acumulados_totales t
    where t.tipo = any ($6) and t.tipo <> 'por_cobrar' and t.fecha >= $3 and t.fecha <= $2 and (t.fecha >= $1 or t.fecha <= $4)
      and ($5 is null or t.sucursal = $5)),
  s as (
    select tipo, clave, profesional, null::date as fecha, actual, sum(monto) as monto, sum(cuenta)::bigint as cuenta
    from t group by 1, 2, 3, 5
    union all
    select 'dia', '', 0, case when actual then fecha else fecha + ($1 - $3) end, actual, sum(monto), sum(cuenta)::bigint
    from t where tipo = 'medio' and clave not in ('abono', 'redondeo') group by fecha, actual
    union all
    select 'ofrecido', '', o.profesional_id, null, o.fecha >= $1, sum(o.minutos), 0
    from minutos_ofrecidos($3, $2 - $3 + 1) o
    where 'cita' = any ($6) and (o.fecha >= $1 or o.fecha <= $4) and ($5 is null or o.sucursal_id = $5) group by 3, 5
    union all
    select 'edad', e.clave, 0, null, true, sum(p.monto), sum(p.cuenta)::bigint
    from acumulados_totales p
    cross join lateral (
      select case when $7 - p.fecha <= 30 then '30' when $7 - p.fecha <= 60 then '60' when $7 - p.fecha <= 90 then '90'
        when $7 - p.fecha <= 180 then '180' else 'mas' end as clave) e
    where p.tipo = 'por_cobrar' and p.tipo = any ($6) and ($5 is null or p.sucursal = $5) group by 2)
  select s.*, coalesce(p.nombre, '') as nombre
  from s left join profesionales_breves p on p.clinica_id = clinica_actual() and p.id = s.profesional
  order by s.tipo, p.nombre, s.clave";

pub async fn sumas(
    tx: &mut Tx<'_>,
    lapsos: Lapsos,
    hoy: NaiveDate,
    sucursal: Option<i64>,
    ve: Ve,
) -> AppResult<Vec<Suma>> {
    Ok(consulta(SUMAS)
        .bind::<Date, _>(lapsos.desde)
        .bind::<Date, _>(lapsos.hasta)
        .bind::<Date, _>(lapsos.antes_desde)
        .bind::<Date, _>(lapsos.antes_hasta)
        .bind::<Nullable<BigInt>, _>(sucursal)
        .bind::<Array<Text>, _>(ve.tipos())
        .bind::<Date, _>(hoy)
        .load(tx.pg())
        .await?)
}

/// Low, expiring and failed are of the whole clinic.
pub async fn ahora(tx: &mut Tx<'_>, sucursal: Option<i64>) -> AppResult<Ahora> {
    Ok(consulta(
        "select coalesce((select sum(v.valor) from bodega_valor v where $1 is null or v.sucursal_id = $1), 0) as valor,
           b.bajos, b.por_vencer, b.vencidos, a.fallidos,
           array(select s.id from sucursales_breves s order by s.nombre, s.id) as sucursales,
           array(select s.nombre from sucursales_breves s order by s.nombre, s.id) as nombres
         from bodega_alertas b join avisos_alertas a using (clinica_id) where b.clinica_id = clinica_actual()",
    )
    .bind::<Nullable<BigInt>, _>(sucursal)
    .get_result(tx.pg())
    .await?)
}
