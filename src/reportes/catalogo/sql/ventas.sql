select v.id, v.emitida, v.id as numero, coalesce(pa.nombre, v.pagador) as paciente, co.nombre as convenio, ca.nombre as caja,
  su.nombre as sucursal, u.nombre as cajero, v.exento, v.neto, v.iva, v.total, x.descuento, h.estado, h.pagado,
  case when h.estado = 'emitida' then v.total - h.pagado else 0 end as debe, pa.vigente_id as paciente_id
from ventas v
left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join sucursales su on su.clinica_id = ca.clinica_id and su.id = ca.sucursal_id
left join convenios co on co.clinica_id = v.clinica_id and co.id = v.convenio_id
left join membresias me on me.clinica_id = v.clinica_id and me.id = v.emitida_por
left join usuarios u on u.id = me.usuario_id
left join pacientes_breves pa on pa.clinica_id = v.clinica_id and pa.id = v.paciente_id
left join ventas_despues($1, $4) d on d.venta_id = v.id
cross join lateral (select sum(l.descuento) as descuento from ventas_lineas l where l.clinica_id = v.clinica_id and l.venta_id = v.id) x
cross join lateral (
  select case when v.anulada <= $4 then 'anulada' else 'emitida' end as estado, v.pagado - coalesce(d.monto, 0) as pagado) h
where v.clinica_id = $1 and v.emitida >= $2 and v.emitida < $3 and v.emitida <= $4 {donde}
