select r.id, r.en, r.tipo, u.nombre as persona, coalesce(pa.nombre, r.pagador) as paciente, r.detalle, r.motivo, r.monto, r.venta_id, r.pago_id, r.por,
  pa.vigente_id as paciente_id
from (
  select l.clinica_id, l.id * 4 as id, l.en, 'descuento' as tipo, l.por, v.paciente_id, v.pagador, l.descripcion as detalle, l.descuento_motivo as motivo,
    l.descuento as monto, v.id as venta_id, null::bigint as pago_id, v.sesion_id
  from ventas_lineas l join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
  where l.clinica_id = $1 and l.descuento > 0 and l.en >= $2 and l.en < $3 and l.en <= $4
  union all
  select v.clinica_id, v.id * 4 + 1, v.anulada, 'venta', v.anulada_por, v.paciente_id, v.pagador, 'Venta ' || v.id, v.anulada_motivo, v.total, v.id, null,
    v.sesion_id
  from ventas v where v.clinica_id = $1 and v.anulada >= $2 and v.anulada < $3 and v.anulada <= $4
  union all
  select p.clinica_id, p.id * 4 + 2, p.en, case p.tipo when 'anulacion' then 'pago' else 'devolucion' end, p.por, p.paciente_id, p.pagador,
    'Recibo ' || se.prefijo || '-' || p.folio, p.motivo, -p.total, null, p.id, p.sesion_id
  from pagos p join series se on se.clinica_id = p.clinica_id and se.id = p.serie_id
  where p.clinica_id = $1 and p.en >= $2 and p.en < $3 and p.en <= $4 and p.tipo <> 'pago') r
left join sesiones_caja s on s.clinica_id = r.clinica_id and s.id = r.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join membresias me on me.clinica_id = r.clinica_id and me.id = r.por
left join usuarios u on u.id = me.usuario_id
left join pacientes_breves pa on pa.clinica_id = r.clinica_id and pa.id = r.paciente_id
where true {donde}
