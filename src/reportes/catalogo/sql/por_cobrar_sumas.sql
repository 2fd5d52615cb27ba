-- The sums of what is owed now, by the day of the sale; then each sale that something happened to since, taken out as it is and put in as it was.
with zona as materialized (select c.zona from clinicas c where c.id = $1),
d as materialized (select * from ventas_despues($1, least($3, $4))),
tocadas as materialized (
  select v.id from ventas v where v.clinica_id = $1 and v.emitida > $4 and v.emitida < $3
  union select v.id from ventas v where v.clinica_id = $1 and v.anulada > least($3, $4)
  union select d.venta_id from d)
select x.filas, x.debe, case when t.dias <= 30 then x.debe else 0 end as a30,
  case when t.dias between 31 and 60 then x.debe else 0 end as a60, case when t.dias between 61 and 90 then x.debe else 0 end as a90,
  case when t.dias between 91 and 180 then x.debe else 0 end as a180, case when t.dias > 180 then x.debe else 0 end as mas
from (
  select ca.fecha, ca.cuenta as filas, ca.monto as debe from (select t.*, t.sucursal as sucursal_id from acumulados_totales t) ca
  where ca.clinica_id = $1 and ca.tipo = 'por_cobrar' and ca.fecha <= $6 {donde}
  union all
  select (v.emitida at time zone (select zona from zona))::date, h.signo, h.signo * h.debe
  from tocadas t
  join ventas v on v.clinica_id = $1 and v.id = t.id
  left join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
  left join cajas ca on ca.clinica_id = s.clinica_id and ca.id = s.caja_id
  left join d on d.venta_id = v.id
  cross join lateral (
    select -1 as signo, v.total - v.pagado as debe where v.estado = 'emitida'
    union all
    select 1, v.total - v.pagado + coalesce(d.monto, 0) where v.emitida <= $4 and coalesce(v.anulada > least($3, $4), true)) h
  where v.emitida < $3 and h.debe > 0 {donde}) x
cross join lateral (select $6 - x.fecha as dias) t
