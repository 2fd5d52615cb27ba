//! Reads of commissions, and the one write that freezes them. What is shown, exported and frozen comes from one query.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable};
use diesel_async::RunQueryDsl;

use super::model::{LineaComision, Liquidacion, Periodo, PorProfesional, Profesional};
use crate::db::{Tx, consulta};
use crate::error::{AppResult, rechazo};

/// What was collected and given back from $1 to $2, with the rule that was in force when its sale was emitted, so that what goes back
/// takes off what came in. What an earlier settlement of those days did not see, because it was being written, comes with the next
/// one. $3: one professional, or all. $4: decimals of the currency.
const PENDIENTES: &str = "
  select a.id as asignacion_id, p.id as pago_id, se.prefijo || '-' || p.folio as folio, a.en, a.en at time zone cl.zona as fecha,
    coalesce(pa.nombre, v.pagador) as paciente, l.descripcion, q.id as profesional_id, a.monto, b.base, r.id as regla_id, r.porcentaje,
    r.monto as monto_fijo,
    round(coalesce(b.base * r.porcentaje / 100, r.monto * a.monto / nullif(l.total, 0), 0), $4) as comision
  from clinicas cl
  cross join lateral (
    select ($1 - 31)::timestamp at time zone cl.zona as desde, ($2 + 1)::timestamp at time zone cl.zona as hasta) d
  cross join lateral (
    select a.clinica_id, a.id, a.pago_id, a.venta_linea_id, a.monto, p.en from pagos p
    join asignaciones a on a.clinica_id = p.clinica_id and a.pago_id = p.id and a.reasignacion_id is null
    where p.clinica_id = cl.id and p.en >= d.desde and p.en < d.hasta
    union all
    -- what is moved counts on the day it is moved, whenever it was paid
    select a.clinica_id, a.id, a.pago_id, a.venta_linea_id, a.monto, r.en from reasignaciones r
    join asignaciones a on a.clinica_id = r.clinica_id and a.reasignacion_id = r.id
    where r.clinica_id = cl.id and r.en >= d.desde and r.en < d.hasta) a
  join pagos p on p.clinica_id = a.clinica_id and p.id = a.pago_id
  join series se on se.clinica_id = p.clinica_id and se.id = p.serie_id
  join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id and l.prestacion_id is not null
  join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
  left join citas_detalle c on c.clinica_id = v.clinica_id and c.id = v.cita_id
  left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
  cross join lateral (select coalesce(l.profesional_id, c.profesional_id) as id) q
  cross join lateral (select coalesce(round(a.monto * (l.total - l.iva) / nullif(l.total, 0), $4), 0) as base) b
  left join lateral (
    select r.id, r.porcentaje, r.monto from comisiones_reglas r
    where r.clinica_id = cl.id and (r.profesional_id is null or r.profesional_id = q.id)
      and (r.prestacion_id is null or r.prestacion_id = l.prestacion_id)
      and r.desde <= (v.emitida at time zone cl.zona)::date and coalesce(r.hasta >= (v.emitida at time zone cl.zona)::date, true)
    order by r.profesional_id is null, r.prestacion_id is null limit 1) r on true
  where q.id is not null and ($3 is null or q.id = $3)
    and (a.en >= $1::timestamp at time zone cl.zona or exists (
      select from liquidaciones x where x.clinica_id = cl.id and x.profesional_id = q.id
        and a.en >= x.desde::timestamp at time zone cl.zona and a.en < (x.hasta + 1)::timestamp at time zone cl.zona))
    and not exists (select from liquidaciones_lineas x where x.clinica_id = a.clinica_id and x.asignacion_id = a.id)";

pub async fn por_profesional(tx: &mut Tx<'_>, periodo: Periodo, decimales: u32) -> AppResult<Vec<PorProfesional>> {
    Ok(consulta(format!(
        "with p as ({PENDIENTES})
         select p.profesional_id, f.nombre as profesional, count(*) as lineas, count(*) filter (where p.regla_id is null) as sin_regla,
           coalesce(sum(p.base) filter (where p.regla_id is not null), 0) as base, sum(p.comision) as comision
         from p join profesionales_breves f on f.clinica_id = clinica_actual() and f.id = p.profesional_id
         group by p.profesional_id, f.nombre order by f.nombre, p.profesional_id"
    ))
    .bind::<Date, _>(periodo.desde)
    .bind::<Date, _>(periodo.hasta)
    .bind::<Nullable<BigInt>, _>(None::<i64>)
    .bind::<Integer, _>(decimales.cast_signed())
    .load(tx.pg())
    .await?)
}

pub async fn pendientes(
    tx: &mut Tx<'_>,
    profesional_id: i64,
    periodo: Periodo,
    decimales: u32,
) -> AppResult<Vec<LineaComision>> {
    Ok(consulta(format!("with p as ({PENDIENTES}) select * from p order by en, asignacion_id limit 2000"))
        .bind::<Date, _>(periodo.desde)
        .bind::<Date, _>(periodo.hasta)
        .bind::<Nullable<BigInt>, _>(Some(profesional_id))
        .bind::<Integer, _>(decimales.cast_signed())
        .load(tx.pg())
        .await?)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Copies what waits, with its rule and its base. Nothing to settle is `liquidacion_vacia`; of two at once, one finds its lines taken.
pub async fn congelar(tx: &mut Tx<'_>, profesional_id: i64, periodo: Periodo, decimales: u32) -> AppResult<i64> {
    let fila: Option<Id> = consulta(format!(
        "with p as (select * from ({PENDIENTES}) x where x.regla_id is not null),
         n as (
           insert into liquidaciones (clinica_id, profesional_id, desde, hasta, moneda, total)
           select cl.id, $3, $1, $2, cl.moneda, (select sum(comision) from p) from clinicas cl where exists (select from p)
           returning id),
         l as (
           insert into liquidaciones_lineas (clinica_id, liquidacion_id, asignacion_id, regla_id, monto, base, porcentaje, monto_fijo, comision)
           select $5, n.id, p.asignacion_id, p.regla_id, p.monto, p.base, p.porcentaje, p.monto_fijo, p.comision from n, p)
         select id from n"
    ))
    .bind::<Date, _>(periodo.desde)
    .bind::<Date, _>(periodo.hasta)
    .bind::<Nullable<BigInt>, _>(Some(profesional_id))
    .bind::<Integer, _>(decimales.cast_signed())
    .bind::<Integer, _>(tx.actor().clinica)
    .get_result(tx.pg())
    .await
    .optional()?;
    fila.map(|f| f.id).ok_or_else(|| rechazo("liquidacion_vacia"))
}

const LIQUIDACION: &str =
    "select q.id, f.nombre as profesional, q.desde, q.hasta, q.moneda, q.total, q.en at time zone cl.zona as fecha,
    u.nombre as quien
  from liquidaciones q join clinicas cl on cl.id = q.clinica_id
  join profesionales_breves f on f.clinica_id = q.clinica_id and f.id = q.profesional_id
  join membresias m on m.clinica_id = q.clinica_id and m.id = q.por join usuarios u on u.id = m.usuario_id";

pub async fn liquidacion(tx: &mut Tx<'_>, id: i64) -> AppResult<Liquidacion> {
    Ok(consulta(format!("{LIQUIDACION} where q.id = $1")).bind::<BigInt, _>(id).get_result(tx.pg()).await?)
}

pub const PAGINA: i64 = 30;

/// One page, the newest first, and one row more when there is another page.
pub async fn liquidaciones(tx: &mut Tx<'_>, antes: Option<i64>) -> AppResult<Vec<Liquidacion>> {
    Ok(consulta(format!("{LIQUIDACION} where q.id < $1 order by q.id desc limit $2"))
        .bind::<BigInt, _>(antes.unwrap_or(i64::MAX))
        .bind::<BigInt, _>(PAGINA + 1)
        .load(tx.pg())
        .await?)
}

pub async fn lineas(tx: &mut Tx<'_>, liquidacion_id: i64) -> AppResult<Vec<LineaComision>> {
    Ok(consulta(
        "select p.id as pago_id, se.prefijo || '-' || p.folio as folio, p.en at time zone cl.zona as fecha,
           coalesce(pa.nombre, v.pagador) as paciente, l.descripcion, x.monto, x.base, x.porcentaje, x.monto_fijo, x.comision
         from liquidaciones_lineas x join clinicas cl on cl.id = x.clinica_id
         join asignaciones a on a.clinica_id = x.clinica_id and a.id = x.asignacion_id
         join pagos p on p.clinica_id = a.clinica_id and p.id = a.pago_id
         join series se on se.clinica_id = p.clinica_id and se.id = p.serie_id
         join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
         join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
         left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
         where x.liquidacion_id = $1 order by p.en, a.id",
    )
    .bind::<BigInt, _>(liquidacion_id)
    .load(tx.pg())
    .await?)
}

/// A professional of this clinic, by name.
pub async fn profesional(tx: &mut Tx<'_>, id: i64) -> AppResult<Profesional> {
    Ok(consulta("select id, nombre from profesionales_breves where id = $1")
        .bind::<BigInt, _>(id)
        .get_result(tx.pg())
        .await?)
}
