select (g.profesional_id << 31) | g.prestacion_id as id, coalesce(po.nombre, 'Sin profesional') as profesional, pr.nombre as prestacion,
  g.cantidad, g.ventas, g.descuento, g.total, nullif(g.profesional_id, 0) as profesional_id, g.prestacion_id
from (
  select coalesce(l.profesional_id, c.profesional_id, 0) as profesional_id, l.prestacion_id, sum(l.cantidad) as cantidad,
    count(distinct v.id) as ventas, sum(l.descuento) as descuento, sum(l.total) as total
  from ventas v
  join ventas_lineas l on l.clinica_id = v.clinica_id and l.venta_id = v.id and l.prestacion_id is not null
  left join citas_breves c on c.clinica_id = v.clinica_id and c.id = v.cita_id
  left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
  left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
  where v.clinica_id = $1 and v.emitida >= $2 and v.emitida < $3 and v.emitida <= $4 and coalesce(v.anulada > $4, true) {donde}
  group by 1, 2) g
left join profesionales_breves po on po.clinica_id = $1 and po.id = g.profesional_id
left join prestaciones pr on pr.clinica_id = $1 and pr.id = g.prestacion_id
