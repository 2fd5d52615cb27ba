select i.id, i.nombre, i.codigo, i.unidad, i.categoria, g.cantidad, i.minimo, case when g.cantidad < i.minimo then 'bajo' else 'bien' end as nivel,
  round(g.valor / nullif(g.cantidad, 0), 2) as costo, round(g.valor, 2) as valor, i.id as insumo_id
from (
  select e.insumo_id, sum(m.cantidad) as cantidad, sum(m.cantidad * m.promedio) as valor
  from existencias e
  left join depositos d on d.clinica_id = e.clinica_id and d.id = e.deposito_id
  cross join lateral (
    select sum(m.cantidad) as cantidad, (array_agg(m.costo_promedio order by m.id desc))[1] as promedio from movimientos m
    where m.clinica_id = e.clinica_id and m.deposito_id = e.deposito_id and m.insumo_id = e.insumo_id and m.en < $3 and m.en <= $4) m
  where e.clinica_id = $1 {donde} group by 1) g
join insumos i on i.clinica_id = $1 and i.id = g.insumo_id
where g.cantidad is not null and (g.cantidad <> 0 or i.estado = 'activo')
