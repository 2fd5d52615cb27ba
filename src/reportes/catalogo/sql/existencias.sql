select i.id, i.nombre, i.codigo, i.unidad, i.categoria, coalesce(g.cantidad, 0) as cantidad, i.minimo,
  case when i.estado = 'activo' and coalesce(g.cantidad, 0) < i.minimo then 'bajo' else 'bien' end as nivel,
  round(g.valor / nullif(g.cantidad, 0), 2) as costo, coalesce(round(g.valor, 2), 0) as valor, i.id as insumo_id
from insumos i
left join (
  select e.insumo_id, sum(m.cantidad) as cantidad, sum(m.cantidad * m.promedio) as valor
  from existencias e
  left join depositos d on d.clinica_id = e.clinica_id and d.id = e.deposito_id
  cross join lateral (
    select sum(m.cantidad) as cantidad, (array_agg(m.costo_promedio order by m.id desc))[1] as promedio from movimientos m
    where m.clinica_id = e.clinica_id and m.deposito_id = e.deposito_id and m.insumo_id = e.insumo_id and m.en < $3 and m.en <= $4) m
  where e.clinica_id = $1 {donde} group by 1) g on g.insumo_id = i.id
where i.clinica_id = $1 and (i.estado = 'activo' and i.creado <= $4 and i.creado < $3 or g.cantidad <> 0)
