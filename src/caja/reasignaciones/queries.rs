//! Reads and the one write of moved allocations.

use diesel::sql_types::{Array, BigInt, Integer, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::model::{Lugar, Movida, NuevaReasignacion};
use crate::caja::pagos::Asignacion;
use crate::db::{Tx, consulta};
use crate::error::AppResult;

pub async fn asentar(tx: &mut Tx<'_>, nueva: &NuevaReasignacion<'_>) -> AppResult<()> {
    consulta(
        "with r as (insert into reasignaciones (clinica_id, pago_id, motivo) values ($1, $2, $3) returning id),
         a as (
           insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto, reasignacion_id)
           select $1, $2, a.linea, a.monto, r.id from r, unnest($4, $5) as a(linea, monto))
         insert into abonos (clinica_id, paciente_id, pago_id, monto, reasignacion_id) select $1, $6, $2, $7, r.id from r where $7 <> 0",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(nueva.pago_id)
    .bind::<Text, _>(nueva.motivo)
    .bind::<Array<BigInt>, _>(nueva.asignaciones.iter().map(|a| a.venta_linea_id).collect::<Vec<_>>())
    .bind::<Array<Numeric>, _>(nueva.asignaciones.iter().map(|a| a.monto).collect::<Vec<_>>())
    .bind::<BigInt, _>(nueva.paciente_id)
    .bind::<Numeric, Decimal>(nueva.a_favor)
    .execute(tx.pg())
    .await?;
    Ok(())
}

/// What a payment covers of the lines of a sale.
pub async fn cubierto(tx: &mut Tx<'_>, pago_id: i64, venta_id: i64) -> AppResult<Vec<Asignacion>> {
    Ok(consulta(
        "select a.venta_linea_id, sum(a.monto) as monto from asignaciones a
         join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
         where a.pago_id = $1 and l.venta_id = $2 group by a.venta_linea_id having sum(a.monto) > 0 order by a.venta_linea_id desc",
    )
    .bind::<BigInt, _>(pago_id)
    .bind::<BigInt, _>(venta_id)
    .load(tx.pg())
    .await?)
}

/// Where a payment is now and where else it may go, among what the same patient owes: sale by sale, then what is in favour.
pub async fn lugares(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Vec<Lugar>> {
    Ok(consulta(
        "with c as (
           select venta_id, sum(monto) as cubre from (
             select l.venta_id, a.monto from asignaciones a
             join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id where a.pago_id = $1
             union all
             select null, b.monto from abonos b where b.pago_id = $1 and b.monto > 0) t
           group by venta_id having sum(monto) <> 0),
         d as (
           select v.id as venta_id, v.total - v.pagado as debe
           from pagos p join pacientes_breves q on q.clinica_id = p.clinica_id and q.id = p.paciente_id
           join ventas v on v.clinica_id = p.clinica_id and not v.saldada and v.estado = 'emitida' and v.paciente_id in (
             select x.id from pacientes x where x.clinica_id = q.clinica_id and x.id = q.vigente_id
             union all select x.id from pacientes x where x.clinica_id = q.clinica_id and x.fusionado_en = q.vigente_id)
           where p.id = $1 order by v.id limit 50)
         select coalesce(c.venta_id, d.venta_id) as venta_id, coalesce(c.cubre, 0) as cubre, coalesce(d.debe, 0) as debe
         from c full join d on d.venta_id = c.venta_id order by 1 nulls last",
    )
    .bind::<BigInt, _>(pago_id)
    .load(tx.pg())
    .await?)
}

/// What was moved of a payment, in its order.
pub async fn movidas(tx: &mut Tx<'_>, pago_id: i64) -> AppResult<Vec<Movida>> {
    Ok(consulta(
        "select r.en at time zone cl.zona as en, u.nombre as quien, r.motivo, x.de, x.a, x.monto
         from reasignaciones r join clinicas cl on cl.id = r.clinica_id
         join membresias m on m.clinica_id = r.clinica_id and m.id = r.por join usuarios u on u.id = m.usuario_id
         cross join lateral (
           select min(l.venta_id) filter (where a.monto < 0) as de, min(l.venta_id) filter (where a.monto > 0) as a,
             -sum(a.monto) filter (where a.monto < 0) as monto
           from asignaciones a join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
           where a.clinica_id = r.clinica_id and a.reasignacion_id = r.id) x
         where r.pago_id = $1 order by r.id",
    )
    .bind::<BigInt, _>(pago_id)
    .load(tx.pg())
    .await?)
}
