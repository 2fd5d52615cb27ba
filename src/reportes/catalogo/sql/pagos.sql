select p.id, p.en, p.tipo, se.prefijo || '-' || p.folio as folio, coalesce(pa.nombre, p.pagador) as paciente, u.nombre as cajero,
  ca.nombre as caja, su.nombre as sucursal, m.efectivo, m.debito, m.credito, m.transferencia, m.cheque, m.abono, m.redondeo, p.total,
  p.motivo, p.id as pago_id, pa.vigente_id as paciente_id
from pagos p
left join series se on se.clinica_id = p.clinica_id and se.id = p.serie_id
left join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join sucursales su on su.clinica_id = ca.clinica_id and su.id = ca.sucursal_id
left join membresias me on me.clinica_id = p.clinica_id and me.id = p.por
left join usuarios u on u.id = me.usuario_id
left join pacientes_breves pa on pa.clinica_id = p.clinica_id and pa.id = p.paciente_id
cross join lateral (
  select coalesce(sum(monto) filter (where medio = 'efectivo'), 0) as efectivo, coalesce(sum(monto) filter (where medio = 'debito'), 0) as debito,
    coalesce(sum(monto) filter (where medio = 'credito'), 0) as credito,
    coalesce(sum(monto) filter (where medio = 'transferencia'), 0) as transferencia,
    coalesce(sum(monto) filter (where medio = 'cheque'), 0) as cheque, coalesce(sum(monto) filter (where medio = 'abono'), 0) as abono,
    coalesce(sum(monto) filter (where medio = 'redondeo'), 0) as redondeo
  from pagos_medios x where x.clinica_id = p.clinica_id and x.pago_id = p.id) m
where p.clinica_id = $1 and p.en >= $2 and p.en < $3 and p.en <= $4 {donde}
