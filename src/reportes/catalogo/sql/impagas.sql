select c.id, c.inicio, c.paciente, c.telefono, c.profesional, c.prestacion, c.estado, c.precio,
  coalesce(v.pagado, 0) as pagado, c.precio - coalesce(least(v.pagado, c.precio), 0) as debe, c.paciente_id, v.id as venta_id
from citas_detalle c
left join ventas v on v.clinica_id = c.clinica_id and v.cita_id = c.id and v.estado = 'emitida'
where c.clinica_id = $1 and c.inicio >= $2 and c.inicio < $3 and c.inicio <= $4 and c.pago = 'NP'
  and c.estado in ('llego', 'en_atencion', 'atendida') {donde}
