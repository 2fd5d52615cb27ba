select v.id, v.emitida, v.id as numero, coalesce(pa.nombre, v.pagador) as paciente, pa.telefono, su.nombre as sucursal, v.total,
  v.total - t.debe as pagado, t.debe, t.dias, case when t.dias <= 30 then t.debe else 0 end as a30,
  case when t.dias between 31 and 60 then t.debe else 0 end as a60, case when t.dias between 61 and 90 then t.debe else 0 end as a90,
  case when t.dias between 91 and 180 then t.debe else 0 end as a180, case when t.dias > 180 then t.debe else 0 end as mas,
  case when t.dias <= 30 then '30' when t.dias <= 60 then '60' when t.dias <= 90 then '90' when t.dias <= 180 then '180' else 'mas' end as tramo,
  pa.vigente_id as paciente_id
from (
  select id from ventas where clinica_id = $1 and not saldada and estado = 'emitida'
  union select venta_id from ventas_despues($1, least($3, $4))
  union select id from ventas where clinica_id = $1 and anulada > least($3, $4)) q
join ventas v on v.clinica_id = $1 and v.id = q.id
join clinicas cl on cl.id = v.clinica_id
left join ventas_despues($1, least($3, $4)) d on d.venta_id = v.id
left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join sucursales su on su.clinica_id = ca.clinica_id and su.id = ca.sucursal_id
left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
cross join lateral (
  select v.total - (v.pagado - coalesce(d.monto, 0)) as debe, $6 - (v.emitida at time zone cl.zona)::date as dias) t
where v.emitida < $3 and v.emitida <= $4 and t.debe > 0 and coalesce(v.anulada > least($3, $4), true) {donde}
