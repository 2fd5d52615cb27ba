select s.id, s.abierta, ca.nombre as caja, su.nombre as sucursal, u.nombre as responsable, s.apertura, s.diferencia_apertura, x.en as cierre,
  case when x.id is null then 'abierta' else 'cerrada' end as estado, x.esperado, x.contado, coalesce(x.diferencia, 0) as diferencia, x.motivo,
  x.dejado
from sesiones_caja s
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join sucursales su on su.clinica_id = ca.clinica_id and su.id = ca.sucursal_id
left join membresias me on me.clinica_id = s.clinica_id and me.id = s.responsable
left join usuarios u on u.id = me.usuario_id
left join lateral (
  select * from cierres_caja x where x.clinica_id = s.clinica_id and x.sesion_id = s.id and x.en <= $4 order by x.id desc limit 1) x on true
where s.clinica_id = $1 and s.abierta >= $2 and s.abierta < $3 and s.abierta <= $4 {donde}
