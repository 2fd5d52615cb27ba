select l.id, r.en, r.efectiva, pr.nombre as proveedor, r.documento, o.id as orden, i.nombre as insumo, l.lote, l.caduca, l.cantidad,
  round(l.costo, 2) as costo, case when r.revertida <= $4 then 0 else round(l.cantidad * l.costo, 2) end as total,
  case when r.revertida <= $4 then 'revertida' else 'recibida' end as estado, r.id as recepcion_id, o.id as orden_id, l.insumo_id
from recepciones r
join recepciones_lineas l on l.clinica_id = r.clinica_id and l.orden_id = r.orden_id and l.recepcion_id = r.id
left join ordenes_compra o on o.clinica_id = r.clinica_id and o.id = r.orden_id
left join proveedores pr on pr.clinica_id = o.clinica_id and pr.id = o.proveedor_id
left join depositos d on d.clinica_id = o.clinica_id and d.id = o.deposito_id
left join insumos i on i.clinica_id = l.clinica_id and i.id = l.insumo_id
where r.clinica_id = $1 and r.en >= $2 and r.en < $3 and r.en <= $4 {donde}
