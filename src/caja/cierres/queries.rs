//! Reads of a close: only rows that were there when it was made.

use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

use super::model::{Cierre, Informe, Renglon};
use crate::db::{Tx, consulta};
use crate::error::AppResult;

const TODOS: i64 = i64::MAX;

pub async fn informe(tx: &mut Tx<'_>, id: i64) -> AppResult<Informe> {
    let cierre: Cierre = consulta(
        "select x.id, x.sesion_id, c.nombre as caja, se.prefijo, u.nombre as responsable, xu.nombre as quien, s.abierta, x.en as cerrada,
           s.apertura, s.diferencia_apertura, x.esperado, x.contado, x.diferencia, x.motivo, x.dejado, x.impagas,
           p.folio_desde, p.folio_hasta, v.ventas, v.exento, v.neto, v.iva, v.anuladas, v.total_anulado
         from cierres_caja x
         join sesiones_caja s on s.clinica_id = x.clinica_id and s.id = x.sesion_id
         join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join series se on se.clinica_id = c.clinica_id and se.id = c.serie_id
         join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable join usuarios u on u.id = m.usuario_id
         join membresias xm on xm.clinica_id = x.clinica_id and xm.id = x.por join usuarios xu on xu.id = xm.usuario_id
         cross join lateral (
           select min(p.folio) as folio_desde, max(p.folio) as folio_hasta from pagos p
           where p.clinica_id = x.clinica_id and p.sesion_id = x.sesion_id and p.id <= coalesce(x.ultimo_pago, $2)) p
         cross join lateral (
           select count(*) filter (where v.estado = 'emitida') as ventas, count(*) filter (where v.estado = 'anulada') as anuladas,
             coalesce(sum(v.exento) filter (where v.estado = 'emitida'), 0) as exento,
             coalesce(sum(v.neto) filter (where v.estado = 'emitida'), 0) as neto,
             coalesce(sum(v.iva) filter (where v.estado = 'emitida'), 0) as iva,
             coalesce(sum(v.total) filter (where v.estado = 'anulada'), 0) as total_anulado
           from ventas v where v.clinica_id = x.clinica_id and v.sesion_id = x.sesion_id and v.id <= coalesce(x.ultima_venta, $2)) v
         where x.clinica_id = clinica_actual() and x.id = $1",
    )
    .bind::<BigInt, _>(id)
    .bind::<BigInt, _>(TODOS)
    .get_result(tx.pg())
    .await?;
    Ok(Informe { renglones: renglones(tx, id).await?, cierre })
}

async fn renglones(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<Renglon>> {
    Ok(consulta(
        "with x as (select * from cierres_caja where clinica_id = clinica_actual() and id = $1)
         select p.tipo as grupo, m.medio as nombre, sum(m.cuantos)::bigint as cantidad, sum(m.monto) as monto, 0::numeric as esperado,
           0::bigint as orden
         from x join pagos p on p.clinica_id = x.clinica_id and p.sesion_id = x.sesion_id and p.id <= coalesce(x.ultimo_pago, $2)
         cross join lateral (
           select medio, count(*) as cuantos, sum(monto) as monto from pagos_medios
           where clinica_id = p.clinica_id and pago_id = p.id group by medio) m
         group by p.tipo, m.medio
         union all
         select case when v.traspaso_id is null then 'movimiento' else 'traspaso' end,
           v.motivo || coalesce(', ' || c.nombre, ''), 1, case v.tipo when 'entrada' then v.monto else -v.monto end, 0, v.id
         from x join movimientos_caja v on v.clinica_id = x.clinica_id and v.sesion_id = x.sesion_id
           and v.id <= coalesce(x.ultimo_movimiento, $2)
         left join traspasos_caja t on t.clinica_id = v.clinica_id and t.id = v.traspaso_id
         left join sesiones_caja o on o.clinica_id = t.clinica_id
           and o.id = case v.tipo when 'salida' then t.destino_id else t.origen_id end
         left join cajas c on c.clinica_id = o.clinica_id and c.id = o.caja_id
         union all
         select 'denominacion', '', d.cantidad, d.valor, 0, -d.valor::bigint
         from x join arqueos_denominaciones d on d.clinica_id = x.clinica_id and d.arqueo_id = x.arqueo_id
         union all
         select 'declarado', o.medio, 1, o.declarado, o.esperado, 0
         from x join arqueos_medios o on o.clinica_id = x.clinica_id and o.arqueo_id = x.arqueo_id
         where o.declarado <> 0 or o.esperado <> 0
         order by grupo, orden, nombre",
    )
    .bind::<BigInt, _>(id)
    .bind::<BigInt, _>(TODOS)
    .load(tx.pg())
    .await?)
}
