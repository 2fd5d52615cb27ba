//! All that a grid shows, in one statement.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Timestamptz};
use diesel_async::RunQueryDsl;

use super::Franja;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Columns of a page.
pub const COLUMNAS: i64 = 30;

/// The stretches asked for: `dias` from `desde`, of one professional or of a page of them.
#[derive(Debug, Clone, Copy)]
pub struct Tramo {
    pub profesional: Option<i64>,
    /// Only who does it, and its slots.
    pub prestacion: Option<i64>,
    pub desde: NaiveDate,
    pub dias: i32,
    /// The instants of those days.
    pub ventana: (DateTime<Utc>, DateTime<Utc>),
    /// From 0.
    pub pagina: i64,
}

/// `$1` professional, `$2` prestación, `$3` first date, `$4` days, `$5` and `$6` the window, `$7` columns skipped, `$8` shown.
const TRAMO: &str = "
  with jornada as materialized (
    select j.profesional_id, j.inicio, j.fin from jornadas(array(
      select p.id from profesionales p where p.clinica_id = clinica_actual() and p.estado = 'activo' and ($1 is null or p.id = $1)), $3, $4) j
    where j.inicio < j.fin
  ), tomada as materialized (
    select c.* from citas c
    where c.clinica_id = clinica_actual() and ($1 is null or c.profesional_id = $1)
      and c.inicio > $5 - interval '24 hours' and c.inicio < $6 and c.fin > $5
      and (c.bloquea or c.estado in ('no_asistio', 'se_retiro')) and (c.vence is null or c.vence > ahora())
  ), columna as materialized (
    select p.id, p.nombre, p.total, coalesce(corta.minutos, 0)::int as minutos, coalesce(corta.paso, 0)::int as paso
    from (
      select p.clinica_id, p.id, p.nombre, count(*) over () as total from profesionales p
      where p.clinica_id = clinica_actual() and ($1 is null or p.id = $1)
        and (p.id = $1 or p.id in (select j.profesional_id from jornada j) or p.id in (select t.profesional_id from tomada t))
        and ($2 is null or $1 is not null or p.id in (
          select pp.profesional_id from prestaciones_profesionales pp where pp.clinica_id = p.clinica_id and pp.prestacion_id = $2))
      order by p.nombre, p.id limit $8 offset $7) p
    left join lateral (
      select min(pr.duracion) as minutos, min(pr.paso) as paso from prestaciones_profesionales pp
      join prestaciones pr on pr.clinica_id = pp.clinica_id and pr.id = pp.prestacion_id and pr.estado = 'activa'
      where pp.clinica_id = p.clinica_id and pp.profesional_id = p.id) corta on true
  ), bloqueo as materialized (
    select x.profesional_id, x.inicio, x.fin, x.rango, x.motivo from bloqueos x
    where x.clinica_id = clinica_actual() and x.profesional_id in (select c.id from columna c)
      and x.fin > $5 and x.inicio < $6 and x.anulado is null
  )
  select 'columna' as tipo, c.id as profesional_id, $5 as inicio, $6 as fin, c.total as id, c.nombre as texto, '' as detalle,
    null as estado, null as pago, false as sobrecupo, c.minutos, c.paso
  from columna c
  union all
  select 'jornada', j.profesional_id, j.inicio, j.fin, 0, '', '', null, null, false, 0, 0
  from jornada j where j.profesional_id in (select c.id from columna c)
  union all
  select 'bloqueo', x.profesional_id, x.inicio, x.fin, 0, x.motivo, '', null, null, false, 0, 0 from bloqueo x
  union all
  select 'cita', t.profesional_id, t.inicio, t.fin, t.id, coalesce(pa.nombre, ''), pr.nombre, t.estado, t.pago, t.sobrecupo is not null, 0, 0
  from tomada t
  join prestaciones pr on pr.clinica_id = t.clinica_id and pr.id = t.prestacion_id
  left join pacientes_breves pa on pa.clinica_id = t.clinica_id and pa.id = t.paciente_id
  where t.profesional_id in (select c.id from columna c)
  union all";

const HORAS: &str = "
  select 'libre', h.profesional_id, h.inicio, h.fin, 0, '', '', null, null, false, 0, 0
  from horas_libres($2, $1, $3, $4) h where h.profesional_id in (select c.id from columna c)";

const HUECOS: &str = "
  select 'libre', c.id, lower(r.hueco), upper(r.hueco), 0, '', '', null, null, false, 0, 0
  from columna c
  cross join lateral (
    select unnest(range_agg(tstzrange(greatest(j.inicio, date_trunc('minute', ahora() + interval '59.999999 seconds')), j.fin)) - coalesce((
      select range_agg(o.rango) from (
        select t.ocupa as rango from tomada t where t.profesional_id = c.id and t.bloquea
        union all
        select x.rango from bloqueo x where x.profesional_id = c.id) o), '{}')) as hueco
    from jornada j where j.profesional_id = c.id and j.fin > ahora() + interval '1 minute') r";

/// By start, sobrecupos last; the columns among them in order of name.
pub async fn franjas(tx: &mut Tx<'_>, tramo: &Tramo) -> AppResult<Vec<Franja>> {
    let libres = if tramo.prestacion.is_some() { HORAS } else { HUECOS };
    Ok(consulta(format!("{TRAMO} {libres} order by inicio, sobrecupo, texto, profesional_id, id"))
        .bind::<Nullable<BigInt>, _>(tramo.profesional)
        .bind::<Nullable<BigInt>, _>(tramo.prestacion)
        .bind::<Date, _>(tramo.desde)
        .bind::<Integer, _>(tramo.dias)
        .bind::<Timestamptz, _>(tramo.ventana.0)
        .bind::<Timestamptz, _>(tramo.ventana.1)
        .bind::<BigInt, _>(tramo.pagina * COLUMNAS)
        .bind::<BigInt, _>(COLUMNAS)
        .load(tx.pg())
        .await?)
}
