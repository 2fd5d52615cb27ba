-- The sums of the days up to that of the corte as they are now; then each sale that something happened to after the corte, taken out as
-- it is and put in as it was.
with dia as materialized (
  select ($4 at time zone c.zona)::date as fecha, ((($4 at time zone c.zona)::date + 1)::timestamp at time zone c.zona) as fin
  from clinicas c where c.id = $1),
d as materialized (select * from ventas_despues($1, $4)),
tocadas as materialized (
  select v.id from ventas v where v.clinica_id = $1 and v.emitida > $4 and v.emitida >= $2 and v.emitida < least($3, (select fin from dia))
  union select v.id from ventas v where v.clinica_id = $1 and v.anulada > $4
  union select d.venta_id from d)
select case when a.clave = 'anulada' then 'anulada' else 'emitida' end as estado,
  case when a.tipo = 'venta' or a.clave = 'anulada' then a.cuenta else 0 end as filas,
  case a.clave when 'descuento' then a.monto else 0 end as descuento, case a.clave when 'exento' then a.monto else 0 end as exento,
  case a.clave when 'neto' then a.monto else 0 end as neto, case a.clave when 'iva' then a.monto else 0 end as iva,
  case a.tipo when 'venta' then a.monto else 0 end as total,
  case a.tipo when 'venta' then a.monto when 'por_cobrar' then -a.monto else 0 end as pagado,
  case a.tipo when 'por_cobrar' then a.monto else 0 end as debe
from (
  select ca.* from (select t.*, t.sucursal as sucursal_id from acumulados_totales t) ca
  where ca.clinica_id = $1 and ca.tipo in ('venta', 'venta_parte', 'por_cobrar') and ca.fecha >= $5
    and ca.fecha <= least($6, (select fecha from dia)) {donde}) a
union all
select h.estado, h.signo, h.signo * x.descuento, h.signo * v.exento, h.signo * v.neto, h.signo * v.iva, h.signo * v.total,
  h.signo * h.pagado, case h.estado when 'emitida' then h.signo * (v.total - h.pagado) else 0 end
from tocadas t
join ventas v on v.clinica_id = $1 and v.id = t.id
left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
left join d on d.venta_id = v.id
cross join lateral (select sum(l.descuento) as descuento from ventas_lineas l where l.clinica_id = v.clinica_id and l.venta_id = v.id) x
cross join lateral (
  select v.estado, -1 as signo, v.pagado
  union all
  select case when v.anulada <= $4 then 'anulada' else 'emitida' end, 1, v.pagado - coalesce(d.monto, 0) where v.emitida <= $4) h
where v.emitida >= $2 and v.emitida < least($3, (select fin from dia)) {donde}
