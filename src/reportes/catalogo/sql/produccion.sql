-- The sums of the days up to that of the corte, without what was sold after it and with what was annulled since.
with dia as materialized (
  select ($4 at time zone c.zona)::date as fecha, ((($4 at time zone c.zona)::date + 1)::timestamp at time zone c.zona) as fin
  from clinicas c where c.id = $1)
select (g.profesional_id << 31) | g.prestacion_id as id, coalesce(po.nombre, 'Sin profesional') as profesional, pr.nombre as prestacion,
  g.cantidad, g.ventas, g.descuento, g.total, nullif(g.profesional_id, 0) as profesional_id, g.prestacion_id
from (
  select x.profesional_id, x.prestacion_id, sum(x.cantidad)::numeric(14,3) as cantidad, sum(x.ventas)::bigint as ventas,
    sum(x.descuento) as descuento, sum(x.total) as total
  from (
    select a.sucursal as sucursal_id, a.profesional as profesional_id, case when a.tipo <> 'venta_parte' then a.clave::bigint end as prestacion_id,
      case a.tipo when 'prestacion_detalle' then a.cuenta / 1000.0 else 0 end as cantidad,
      case a.tipo when 'prestacion' then a.cuenta else 0 end as ventas,
      case a.tipo when 'prestacion_detalle' then a.monto else 0 end as descuento,
      case a.tipo when 'prestacion' then a.monto else 0 end as total
    from acumulados_totales a
    where a.clinica_id = $1 and a.tipo in ('prestacion', 'prestacion_detalle') and a.fecha >= $5 and a.fecha <= least($6, (select fecha from dia))
    union all
    select p.sucursal_id, p.profesional_id, p.prestacion_id, -p.cantidad, -1, -p.descuento, -p.total
    from producciones p
    where p.clinica_id = $1 and p.emitida > $4 and p.emitida >= $2 and p.emitida < least($3, (select fin from dia)) and p.estado = 'emitida'
    union all
    select p.sucursal_id, p.profesional_id, p.prestacion_id, p.cantidad, 1, p.descuento, p.total
    from producciones p
    where p.clinica_id = $1 and p.anulada > $4 and p.emitida >= $2 and p.emitida < $3 and p.emitida <= $4) x
  where x.prestacion_id is not null {donde}
  group by 1, 2
  having sum(x.ventas) <> 0) g
left join profesionales_breves po on po.clinica_id = $1 and po.id = g.profesional_id
left join prestaciones pr on pr.clinica_id = $1 and pr.id = g.prestacion_id
