select l.id, l.caduca, i.nombre as insumo, d.nombre as deposito, l.codigo as lote, l.cantidad, i.unidad, round(l.costo, 2) as costo,
  round(l.cantidad * l.costo, 2) as valor, l.caduca - h.hoy as dias,
  case when l.caduca < h.hoy then 'vencido' when l.caduca <= h.hoy + 30 then 'pronto' else 'despues' end as plazo, l.insumo_id
from lotes l
join clinicas cl on cl.id = l.clinica_id
cross join lateral (select ($4 at time zone cl.zona)::date as hoy) h
left join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
left join depositos d on d.clinica_id = l.clinica_id and d.id = l.deposito_id
where l.clinica_id = $1 and l.caduca >= $5 and l.caduca <= $6 and l.cantidad > 0 and l.recibido <= $4 {donde}
