//! The counts of many days, in one statement.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Timestamptz};
use diesel_async::RunQueryDsl;

use super::Cuenta;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

#[derive(Debug, Clone, Copy)]
pub struct Meses {
    pub profesional: Option<i64>,
    pub prestacion: Option<i64>,
    pub desde: NaiveDate,
    pub dias: i32,
    /// The instants of those days.
    pub ventana: (DateTime<Utc>, DateTime<Utc>),
}

const HORAS: &str = "select h.fecha, count(*) as libres from horas_libres($2, $1, $3, $4) h group by 1";

const HUECOS: &str = "
  select (lower(r.hueco) at time zone cl.zona)::date as fecha,
    (sum(extract(epoch from upper(r.hueco) - lower(r.hueco))) / 60)::bigint as libres
  from (
    select unnest(j.m - coalesce(o.m, '{}')) as hueco
    from (select profesional_id, range_agg(tstzrange(greatest(inicio, ahora()), fin)) as m from jornada where fin > ahora() group by 1) j
    left join (
      select x.profesional_id, range_agg(x.rango) as m from (
        select c.profesional_id, c.ocupa as rango from citas c
        where c.clinica_id = clinica_actual() and c.inicio > $5 - interval '24 hours' and c.inicio < $6 and c.bloquea
          and ($1 is null or c.profesional_id = $1) and (c.vence is null or c.vence > ahora())
        union all
        select b.profesional_id, b.rango from bloqueos b
        where b.clinica_id = clinica_actual() and b.fin > $5 and b.inicio < $6 and b.anulado is null
          and b.profesional_id in (select profesional_id from jornada)) x
      group by 1) o on o.profesional_id = j.profesional_id) r
  cross join clinicas cl where cl.id = clinica_actual() group by 1";

/// Every date of the window, in order.
pub async fn cuentas(tx: &mut Tx<'_>, meses: &Meses) -> AppResult<Vec<Cuenta>> {
    let libres = if meses.prestacion.is_some() { HORAS } else { HUECOS };
    Ok(consulta(format!(
        "with jornada as materialized (
           select j.profesional_id, j.fecha, j.inicio, j.fin from jornadas(array(
             select p.id from profesionales p where p.clinica_id = clinica_actual() and p.estado = 'activo' and ($1 is null or p.id = $1)), $3, $4) j
           where j.inicio < j.fin
         ), libre as materialized ({libres}),
         tomada as (
           select c.fecha, count(*) as citas from citas c
           where c.clinica_id = clinica_actual() and c.inicio >= $5 and c.inicio < $6 and c.bloquea and c.vence is null
             and ($1 is null or c.profesional_id = $1) and ($2 is null or c.prestacion_id = $2)
           group by 1)
         select d.fecha, d.fecha in (select j.fecha from jornada j) as atiende, coalesce(t.citas, 0) as citas, coalesce(l.libres, 0) as libres
         from (select $3 + n as fecha from generate_series(0, $4 - 1) n) d
         left join tomada t on t.fecha = d.fecha left join libre l on l.fecha = d.fecha order by 1"
    ))
    .bind::<Nullable<BigInt>, _>(meses.profesional)
    .bind::<Nullable<BigInt>, _>(meses.prestacion)
    .bind::<Date, _>(meses.desde)
    .bind::<Integer, _>(meses.dias)
    .bind::<Timestamptz, _>(meses.ventana.0)
    .bind::<Timestamptz, _>(meses.ventana.1)
    .load(tx.pg())
    .await?)
}
