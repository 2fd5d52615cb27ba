//! Reads of what is owed. The sales with a balance are an index of their own; people are looked for among them.

use diesel::sql_types::{Array, BigInt, Text};
use diesel_async::RunQueryDsl;

use super::model::{Deuda, Deudor, Deudora};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

/// Who owes since longest first, and one row more when there is another page. Merged fichas owe together.
pub async fn deudores(tx: &mut Tx<'_>, palabras: &[String], tras: i64, limite: i64) -> AppResult<Vec<Deudor>> {
    Ok(consulta(
        "with d as (
           select v.id, v.emitida, v.total - v.pagado as debe, pa.vigente_id as paciente_id, case when pa.id is null then v.id end as suelta,
             coalesce(pa.nombre, nullif(v.pagador, ''), 'Sin nombre') as nombre,
             (ahora() at time zone cl.zona)::date - (v.emitida at time zone cl.zona)::date as dias
           from ventas v join clinicas cl on cl.id = v.clinica_id
           left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
           where v.clinica_id = clinica_actual() and not v.saldada and v.estado = 'emitida'),
         g as (
           select paciente_id, max(nombre) as nombre, min(id) as primera, min(emitida) as desde, count(*) as ventas, sum(debe) as debe,
             coalesce(sum(debe) filter (where dias <= 30), 0) as a30, coalesce(sum(debe) filter (where dias between 31 and 60), 0) as a60,
             coalesce(sum(debe) filter (where dias between 61 and 90), 0) as a90, coalesce(sum(debe) filter (where dias > 90), 0) as mas
           from d where normalizar(nombre) like all ($1) group by paciente_id, suelta)
         select g.*, (select sum(debe) from g) as total from g where primera > $2 order by primera limit $3",
    )
    .bind::<Array<Text>, _>(palabras)
    .bind::<BigInt, _>(tras)
    .bind::<BigInt, _>(limite + 1)
    .load(tx.pg())
    .await?)
}

/// A patient of this clinic.
pub async fn deudora(tx: &mut Tx<'_>, paciente: i64) -> AppResult<Deudora> {
    Ok(consulta(
        "select q.vigente_id as id, q.nombre, array(
             select distinct x.nombre from contactos_por_paciente x
             where x.clinica_id = q.clinica_id and x.pagador and x.paciente_id in (q.id, q.vigente_id) order by 1) as pagadores,
           (select max(s.id) from sesiones_caja s where s.responsable = membresia_actual() and s.estado in ('abierta', 'reabierta')) as mi_sesion
         from pacientes_breves q where q.clinica_id = clinica_actual() and q.id = $1",
    )
    .bind::<BigInt, _>(paciente)
    .get_result(tx.pg())
    .await?)
}

/// What a patient, and whoever was merged into them, owes: the oldest first.
pub async fn de_paciente(tx: &mut Tx<'_>, paciente: i64) -> AppResult<Vec<Deuda>> {
    Ok(consulta(
        "select v.id as venta_id, v.emitida, v.total, v.total - v.pagado as debe,
           (ahora() at time zone cl.zona)::date - (v.emitida at time zone cl.zona)::date as dias,
           coalesce((select string_agg(l.descripcion, ', ' order by l.numero) from ventas_lineas l
             where l.clinica_id = v.clinica_id and l.venta_id = v.id), '') as detalle
         from ventas v join clinicas cl on cl.id = v.clinica_id
         where v.clinica_id = clinica_actual() and v.estado = 'emitida' and not v.saldada and v.paciente_id in (
           select id from pacientes where clinica_id = clinica_actual() and id = $1
           union all select id from pacientes where clinica_id = clinica_actual() and fusionado_en = $1)
         order by v.id",
    )
    .bind::<BigInt, _>(paciente)
    .load(tx.pg())
    .await?)
}
