//! Which citas the hours of today leave outside: one query for all of them.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable};
use diesel_async::RunQueryDsl;

use super::model::CitaFuera;
use crate::db::{Consulta, Tx, consulta};
use crate::error::{AppError, AppResult};

/// Of whom: everybody unless said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alcance {
    pub profesional: Option<i64>,
    pub box_id: Option<i64>,
}

impl Alcance {
    pub const fn profesional(id: i64) -> Self {
        Self { profesional: Some(id), box_id: None }
    }
}

/// A sobrecupo may stand beside the hours, but not on a day without any. What was decided to be kept is kept until hours
/// or bloqueos change again.
const FUERA: &str = "with por_venir as materialized (
       select c.* from citas c
       where c.clinica_id = clinica_actual() and c.inicio >= ahora() and c.estado in ('reservada', 'confirmada')
         and ($1 is null or c.profesional_id = $1) and ($2 is null or c.box_id = $2)
     ), ventana as materialized (
       select coalesce(array_agg(distinct profesional_id), '{}') as quienes, min(fecha) as desde, max(fecha) - min(fecha) + 1 as dias
       from por_venir
     ), trabajo as materialized (
       select j.profesional_id, j.sucursal_id, range_agg(tstzrange(j.inicio, j.fin)) as m
       from ventana v cross join lateral jornadas(v.quienes, v.desde, v.dias) j
       join profesionales p on p.clinica_id = clinica_actual() and p.id = j.profesional_id and p.estado = 'activo'
       where j.inicio < j.fin group by 1, 2
     ), bloqueado as materialized (
       select b.profesional_id, b.box_id, range_agg(b.rango) as m from bloqueos b
       where b.clinica_id = clinica_actual() and b.anulado is null and b.fin > ahora() group by 1, 2
     ), fuera as materialized (
       select c.id, c.profesional_id, c.box_id, c.inicio, c.fin, num_nonnulls(bp.m, bb.m) > 0 as bajo_bloqueo,
         coalesce(t.m @> c.rango, false) as cabe, coalesce(t.m && dia.rango, false) as hay_jornada
       from por_venir c
       join clinicas cl on cl.id = c.clinica_id
       cross join lateral (
         select tstzrange(c.fecha::timestamp at time zone cl.zona, (c.fecha + 1)::timestamp at time zone cl.zona) as rango,
           case when (cl.ajustes ->> 'margenes_en_horario')::boolean then c.ocupa else c.rango end as debe_caber) dia
       left join trabajo t on t.profesional_id = c.profesional_id and t.sucursal_id = c.sucursal_id
       left join bloqueado bp on bp.profesional_id = c.profesional_id and bp.m && c.rango
       left join bloqueado bb on bb.box_id = c.box_id and bb.m && c.rango
       left join boxes x on x.clinica_id = c.clinica_id and x.id = c.box_id
       where x.estado = 'archivado' or num_nonnulls(bp.m, bb.m) > 0 or t.m is null
         or not case when c.sobrecupo is null then t.m @> dia.debe_caber else t.m && dia.rango end
     ), causas as (
       select f.id, f.cabe, f.hay_jornada, b.motivo as bloqueo, greatest(b.creado, h.creado, e.creado) as desde
       from fuera f
       left join lateral (
         select b.motivo, b.creado from bloqueos b
         where f.bajo_bloqueo and b.clinica_id = clinica_actual() and b.anulado is null and b.fin > f.inicio and b.inicio < f.fin
           and (b.profesional_id = f.profesional_id or b.box_id = f.box_id)
         order by b.creado desc limit 1) b on true
       left join lateral (
         select max(h.creado) as creado from horarios h
         where h.clinica_id = clinica_actual() and h.profesional_id = f.profesional_id) h on true
       left join lateral (
         select max(e.creado) as creado from excepciones e
         where e.clinica_id = clinica_actual() and e.profesional_id = f.profesional_id) e on true
     ), pendientes as (
       select c.id, c.cabe, c.hay_jornada, c.bloqueo from causas c where not exists (
         select from citas_conservadas k join citas v on v.clinica_id = k.clinica_id and v.id = k.cita_id and v.inicio = k.inicio
         where k.clinica_id = clinica_actual() and k.cita_id = c.id and k.en >= coalesce(c.desde, '-infinity'))
     )";

fn fuera(de_ellas: &str, alcance: Alcance) -> Consulta<'static> {
    consulta(format!("{FUERA} {de_ellas}"))
        .bind::<Nullable<BigInt>, _>(alcance.profesional)
        .bind::<Nullable<BigInt>, _>(alcance.box_id)
}

/// In order of time, at most `limite`.
pub async fn citas(tx: &mut Tx<'_>, alcance: Alcance, limite: i32) -> AppResult<Vec<CitaFuera>> {
    let todas = fuera(
        "select d.id, d.inicio, d.fin, d.paciente, d.telefono, d.profesional, d.prestacion, d.estado, p.bloqueo, p.cabe, x.feriado,
           count(*) over () as total
         from pendientes p join citas_detalle d on d.clinica_id = clinica_actual() and d.id = p.id
         left join lateral (
           select coalesce(
             (select fc.nombre from feriados_clinica fc
              where fc.clinica_id = d.clinica_id and fc.fecha = d.fecha and not fc.atiende
                and (fc.sucursal_id is null or fc.sucursal_id = d.sucursal_id) limit 1),
             (select f.nombre from feriados f join sucursales s on s.clinica_id = d.clinica_id and s.id = d.sucursal_id
              where f.fecha = d.fecha and f.ambito in (s.region, split_part(s.region, '-', 1)) limit 1)) as feriado
           ) x on not p.hay_jornada
         order by d.inicio, d.id limit $3",
        alcance,
    );
    Ok(todas.bind::<Integer, _>(limite).load(tx.pg()).await?)
}

pub async fn contar(tx: &mut Tx<'_>, alcance: Alcance) -> AppResult<i64> {
    #[derive(QueryableByName)]
    struct Cuenta {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let cuenta: Cuenta = fuera("select count(*) as n from pendientes", alcance).get_result(tx.pg()).await?;
    Ok(cuenta.n)
}

/// Somebody decided that a cita stays where it is.
pub async fn conservar(tx: &mut Tx<'_>, cita: i64) -> AppResult<()> {
    let hechas = consulta(
        "insert into citas_conservadas (clinica_id, cita_id, inicio)
         select clinica_id, id, inicio from citas where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(cita)
    .execute(tx.pg())
    .await?;
    if hechas == 0 { Err(AppError::NoEncontrado) } else { Ok(()) }
}
