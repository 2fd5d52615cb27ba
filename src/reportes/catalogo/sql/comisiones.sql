select x.asignacion_id as id, q.en, f.nombre as profesional, coalesce(pa.nombre, v.pagador) as paciente, l.descripcion as prestacion, x.monto, x.base,
  x.porcentaje, x.comision, q.id as liquidacion_id, a.pago_id
from liquidaciones q
join liquidaciones_lineas x on x.clinica_id = q.clinica_id and x.liquidacion_id = q.id
left join asignaciones a on a.clinica_id = x.clinica_id and a.id = x.asignacion_id
left join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
left join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
left join profesionales_breves f on f.clinica_id = q.clinica_id and f.id = q.profesional_id
where q.clinica_id = $1 and q.en >= $2 and q.en < $3 and q.en <= $4 {donde}
