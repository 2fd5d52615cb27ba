-- The sums of the days up to that of the corte, without what came after it on that day.
with dia as materialized (
  select ($4 at time zone c.zona)::date as fecha, ((($4 at time zone c.zona)::date + 1)::timestamp at time zone c.zona) as fin
  from clinicas c where c.id = $1)
select case n.tipo when 'pago' then n.cuenta else 0 end as filas, case n.tipo when 'pago' then n.monto else 0 end as total,
  case n.medio when 'efectivo' then n.monto else 0 end as efectivo, case n.medio when 'debito' then n.monto else 0 end as debito,
  case n.medio when 'credito' then n.monto else 0 end as credito, case n.medio when 'transferencia' then n.monto else 0 end as transferencia,
  case n.medio when 'cheque' then n.monto else 0 end as cheque, case n.medio when 'abono' then n.monto else 0 end as abono,
  case n.medio when 'redondeo' then n.monto else 0 end as redondeo
from (
  select ca.tipo, case ca.tipo when 'medio' then ca.clave end as medio, ca.monto, ca.cuenta
  from (select t.*, t.sucursal as sucursal_id from acumulados_totales t) ca
  where ca.clinica_id = $1 and ca.tipo in ('pago', 'medio') and ca.fecha >= $5 and ca.fecha <= least($6, (select fecha from dia)) {donde}
  union all
  select x.tipo, x.medio, -x.monto, -1
  from pagos p
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
  cross join lateral (
    select 'pago' as tipo, null as medio, p.total as monto
    union all
    select 'medio', m.medio, m.monto from pagos_medios m where m.clinica_id = p.clinica_id and m.pago_id = p.id) x
  where p.clinica_id = $1 and p.en > $4 and p.en >= $2 and p.en < least($3, (select fin from dia)) {donde}) n
