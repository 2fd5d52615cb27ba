select (g.prestacion_id << 31) | g.insumo_id as id, coalesce(pr.nombre, 'Varias prestaciones') as prestacion, i.nombre as insumo, i.unidad,
  g.cantidad, g.veces, round(g.costo, 2) as costo, g.insumo_id
from (
  select coalesce(case m.documento_tipo when 'cita' then c.prestacion_id else v.prestacion_id end, 0) as prestacion_id, m.insumo_id,
    -sum(m.cantidad) as cantidad, count(*) filter (where m.reversa_de is null) as veces, -sum(m.cantidad * m.costo) as costo
  from movimientos m
  left join citas_breves c on m.documento_tipo = 'cita' and c.clinica_id = m.clinica_id and c.id = m.documento_id
  left join depositos d on d.clinica_id = m.clinica_id and d.id = m.deposito_id
  left join lateral (
    select case when min(l.prestacion_id) = max(l.prestacion_id) then min(l.prestacion_id) end as prestacion_id
    from ventas_lineas l where m.documento_tipo = 'venta' and l.clinica_id = m.clinica_id and l.venta_id = m.documento_id) v on true
  where m.clinica_id = $1 and m.en >= $2 and m.en < $3 and m.en <= $4 and m.tipo = 'consumo' {donde}
  group by 1, 2) g
left join prestaciones pr on pr.clinica_id = $1 and pr.id = g.prestacion_id
left join insumos i on i.clinica_id = $1 and i.id = g.insumo_id
