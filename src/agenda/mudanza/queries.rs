//! What moving a cita reads and writes.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Text};
use diesel_async::RunQueryDsl;

use crate::agenda::Cita;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// A cita with what its form asks.
#[derive(Debug, Clone, QueryableByName)]
pub struct Movible {
    #[diesel(embed)]
    pub cita: Cita,
    /// The patient can be told.
    #[diesel(sql_type = Bool)]
    pub avisable: bool,
    /// Who does its prestación, in order of name.
    #[diesel(sql_type = Array<BigInt>)]
    pub quienes: Vec<i64>,
    #[diesel(sql_type = Array<Text>)]
    pub nombres: Vec<String>,
}

pub async fn movible(tx: &mut Tx<'_>, id: i64) -> AppResult<Movible> {
    Ok(consulta(
        "select d.*, not pa.sin_avisos and (coalesce(pa.correo, '') <> ''
             or exists (select from whatsapp_de(d.clinica_id, pa.vigente_id, 'cita_reagendada', null))) as avisable, q.quienes, q.nombres
         from citas_detalle d
         join pacientes_breves pa on pa.clinica_id = d.clinica_id and pa.id = d.paciente_id
         cross join lateral (
           select coalesce(array_agg(p.id order by p.nombre, p.id), '{}') as quienes, coalesce(array_agg(p.nombre order by p.nombre, p.id), '{}') as nombres
           from prestaciones_profesionales pp
           join profesionales p on p.clinica_id = pp.clinica_id and p.id = pp.profesional_id and p.estado = 'activo'
           where pp.clinica_id = d.clinica_id and pp.prestacion_id = d.prestacion_id) q
         where d.clinica_id = clinica_actual() and d.id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Gives a cita so many minutes from its start, its buffers kept. Time that it did not have must be worked and not blocked,
/// but for a sobrecupo, which is outside of both; none goes past its day. That no other cita has it is seen to by the constraints.
pub async fn estirar(tx: &mut Tx<'_>, cita: &Cita, minutos: i32) -> AppResult<bool> {
    let hechas = consulta(
        "update citas c set rango = tstzrange(c.inicio, n.fin), ocupa = tstzrange(c.ocupa_desde, n.fin + (c.ocupa_hasta - c.fin))
         from (select inicio + make_interval(mins => $3) as fin from citas where clinica_id = clinica_actual() and id = $1) n
         where c.clinica_id = clinica_actual() and c.id = $1 and c.version = $2
           and n.fin <= (c.fecha + 1)::timestamp at time zone (select zona from clinicas where id = c.clinica_id)
           and (n.fin <= c.fin or c.sobrecupo is not null or (
             not exists (
               select from bloqueos x where x.clinica_id = c.clinica_id and (x.profesional_id = c.profesional_id or x.box_id = c.box_id)
                 and x.anulado is null and x.inicio < n.fin + (c.ocupa_hasta - c.fin) and x.fin > c.ocupa_hasta)
             and coalesce((select range_agg(tstzrange(j.inicio, j.fin)) from jornadas(array[c.profesional_id], c.fecha, 1) j where j.inicio < j.fin), '{}')
               @> tstzrange(c.fin, n.fin)))",
    )
    .bind::<BigInt, _>(cita.id)
    .bind::<Integer, _>(cita.version)
    .bind::<Integer, _>(minutos)
    .execute(tx.pg())
    .await?;
    Ok(hechas == 1)
}
