-- Of what nothing happened to since, what is owed now, in the order of its index; of the rest, what was owed then. Without a `with`, behind
-- which no order is seen.
select v.id, v.emitida, v.id as numero, coalesce(pa.nombre, v.pagador) as paciente, pa.telefono, su.nombre as sucursal, v.total,
  v.total - v.debe as pagado, v.debe, t.dias, case when t.dias <= 30 then v.debe else 0 end as a30,
  case when t.dias between 31 and 60 then v.debe else 0 end as a60, case when t.dias between 61 and 90 then v.debe else 0 end as a90,
  case when t.dias between 91 and 180 then v.debe else 0 end as a180, case when t.dias > 180 then v.debe else 0 end as mas,
  case when t.dias <= 30 then '30' when t.dias <= 60 then '60' when t.dias <= 90 then '90' when t.dias <= 180 then '180' else 'mas' end as tramo,
  pa.vigente_id as paciente_id
from (
  (select v.clinica_id, v.id, v.emitida, v.pagador, v.total, v.total - v.pagado as debe, v.sesion_id, v.paciente_id
  from ventas v
  where v.clinica_id = $1 and not v.saldada and v.estado = 'emitida' and v.emitida < $3 and v.emitida <= $4
    and v.id <> all (array(
      select d.venta_id from ventas_despues($1, least($3, $4)) d
      union select n.id from ventas n where n.clinica_id = $1 and n.anulada > least($3, $4)))
   order by v.emitida, v.id)
  union all
  select v.clinica_id, v.id, v.emitida, v.pagador, v.total, v.total - v.pagado + q.monto, v.sesion_id, v.paciente_id
  from (
    select x.id, sum(x.monto) as monto from (
      select d.venta_id as id, d.monto from ventas_despues($1, least($3, $4)) d
      union all select n.id, 0 from ventas n where n.clinica_id = $1 and n.anulada > least($3, $4)) x
    group by 1) q
  join ventas v on v.clinica_id = $1 and v.id = q.id
  where v.emitida < $3 and v.emitida <= $4 and coalesce(v.anulada > least($3, $4), true) and v.total - v.pagado + q.monto > 0) v
left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join sucursales su on su.clinica_id = ca.clinica_id and su.id = ca.sucursal_id
left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
cross join lateral (select $6 - (v.emitida at time zone (select cl.zona from clinicas cl where cl.id = $1))::date as dias) t
where true {donde}
