//! Who fits time that is free. What is free is asked of `horas_libres`, as everywhere.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Timestamptz};
use diesel_async::RunQueryDsl;

use super::model::{Candidata, Hueco};
use crate::agenda::espera::oferta::model::PorOfrecer;
use crate::agenda::{Cita, Hora};
use crate::db::{Consulta, Tx, consulta};
use crate::error::AppResult;

/// Of those who fit, the first to be called.
const CANDIDATAS: i32 = 50;

/// Whether a free hour `h` is one that suits `e`, in the zone of `cl`.
const ACOMODA: &str = "(e.profesional_id is null or e.profesional_id = h.profesional_id)
    and (e.sucursal_id is null or e.sucursal_id = h.sucursal_id)
    and h.fecha >= e.desde and (e.hasta is null or h.fecha <= e.hasta)
    and e.dias & (1 << (extract(isodow from h.fecha)::int - 1)) <> 0
    and (e.desde_hora is null or (h.inicio at time zone cl.zona)::time >= e.desde_hora)
    and (e.hasta_hora is null or (h.inicio at time zone cl.zona)::time <= e.hasta_hora)";

/// Who fits a gap: the free hours that touch it are asked once a prestación, however many wait for it, and each who waits gets the one
/// that suits nearest to its start. `orden` binds from $5 on.
fn calzan(orden: &str, hueco: &Hueco) -> Consulta<'static> {
    consulta(format!(
        "with suyas as materialized (
           select e.* from prestaciones_profesionales pp
           join esperas e on e.clinica_id = pp.clinica_id and e.prestacion_id = pp.prestacion_id and e.estado = 'esperando'
           where pp.clinica_id = clinica_actual() and pp.profesional_id = $1 and (e.profesional_id is null or e.profesional_id = $1)
             and e.desde <= $4 and (e.hasta is null or e.hasta >= $4)
         ), libres as materialized (
           select p.prestacion_id, h.profesional_id, h.sucursal_id, h.fecha, h.inicio
           from (select distinct prestacion_id from suyas) p
           cross join lateral horas_libres(p.prestacion_id, $1, $4, 1) h
           where h.inicio < $3 and h.fin > $2
         ), calzan as (
           select e.id, h.inicio, h.sucursal_id from suyas e join clinicas cl on cl.id = e.clinica_id
           cross join lateral (
             select h.inicio, h.sucursal_id from libres h where h.prestacion_id = e.prestacion_id and {ACOMODA}
             order by abs(extract(epoch from h.inicio - $2)), h.inicio limit 1) h)
         {orden}"
    ))
    .bind::<BigInt, _>(hueco.hora.profesional)
    .bind::<Timestamptz, _>(hueco.hora.inicio)
    .bind::<Timestamptz, _>(hueco.fin)
    .bind::<Date, _>(hueco.fecha)
}

/// By priority, then by who has waited longer.
pub async fn candidatas(tx: &mut Tx<'_>, hueco: &Hueco) -> AppResult<Vec<Candidata>> {
    let orden =
        "select d.*, k.inicio, o.vence as ofrecida
         from calzan k join esperas_detalle d on d.clinica_id = clinica_actual() and d.id = k.id
         left join ofertas_espera o on o.clinica_id = d.clinica_id and o.espera_id = d.id and o.profesional_id = $1 and o.inicio = k.inicio
           and o.vence > ahora()
         order by d.orden, d.creado, d.id limit $5";
    Ok(calzan(orden, hueco).bind::<Integer, _>(CANDIDATAS).load(tx.pg()).await?)
}

/// Of those, the first so many who can be written to and were not offered it yet.
pub async fn por_ofrecer(tx: &mut Tx<'_>, hueco: &Hueco, limite: i32) -> AppResult<Vec<PorOfrecer>> {
    let orden =
        "select d.id as espera_id, d.paciente_id, d.paciente, pa.correo, k.inicio, p.nombre as profesional, k.sucursal_id, su.nombre as sucursal,
           su.direccion
         from calzan k join esperas_detalle d on d.clinica_id = clinica_actual() and d.id = k.id
         join pacientes_breves pa on pa.clinica_id = d.clinica_id and pa.id = d.paciente_id
         join profesionales p on p.clinica_id = d.clinica_id and p.id = $1
         join sucursales su on su.clinica_id = d.clinica_id and su.id = k.sucursal_id
         where pa.correo is not null and not pa.sin_avisos and not pa.sin_ofertas and k.inicio > ahora() and not exists (
           select from ofertas_espera o where o.clinica_id = d.clinica_id and o.espera_id = d.id and o.profesional_id = $1
             and o.inicio = k.inicio and (o.vence > ahora() or o.cita_id is not null))
         order by d.orden, d.creado, d.id limit $5";
    Ok(calzan(orden, hueco).bind::<Integer, _>(limite).load(tx.pg()).await?)
}

#[derive(QueryableByName)]
struct Cuenta {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub async fn cuantas(tx: &mut Tx<'_>, hueco: &Hueco) -> AppResult<i64> {
    let cuenta: Cuenta = calzan("select count(*) as n from calzan", hueco).get_result(tx.pg()).await?;
    Ok(cuenta.n)
}

/// Who waits for what a cita is: its prestación, with its professional or whoever does it.
pub async fn cuantas_como(tx: &mut Tx<'_>, cita: &Cita) -> AppResult<i64> {
    let cuenta: Cuenta = consulta(
        "select count(*) as n from esperas
         where clinica_id = clinica_actual() and estado = 'esperando' and prestacion_id = $1 and (profesional_id is null or profesional_id = $2)",
    )
    .bind::<BigInt, _>(cita.prestacion_id)
    .bind::<BigInt, _>(cita.profesional_id)
    .get_result(tx.pg())
    .await?;
    Ok(cuenta.n)
}

/// The first free hour of so many days that suits one who waits.
pub async fn primera_hora(tx: &mut Tx<'_>, id: i64, desde: NaiveDate, dias: i32) -> AppResult<Option<Hora>> {
    Ok(consulta(format!(
        "select h.profesional_id, h.box_id, h.fecha, h.inicio, h.fin
         from esperas e join clinicas cl on cl.id = e.clinica_id
         cross join lateral horas_libres(e.prestacion_id, e.profesional_id, $2, $3, e.sucursal_id) h
         where e.clinica_id = clinica_actual() and e.id = $1 and {ACOMODA}
         order by h.inicio, h.profesional_id limit 1"
    ))
    .bind::<BigInt, _>(id)
    .bind::<Date, _>(desde)
    .bind::<Integer, _>(dias)
    .get_result(tx.pg())
    .await
    .optional()?)
}
