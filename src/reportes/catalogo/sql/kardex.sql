select m.id, m.en, m.efectiva, i.nombre as insumo, d.nombre as deposito, m.tipo, lo.codigo as lote, m.documento_tipo, m.documento,
  m.cantidad, m.saldo, round(m.costo, 2) as costo, round(m.cantidad * m.costo, 2) as valor, u.nombre as persona, m.motivo,
  m.insumo_id, case when m.documento_tipo = 'venta' then m.documento_id end as venta_id
from movimientos m
left join insumos i on i.clinica_id = m.clinica_id and i.id = m.insumo_id
left join depositos d on d.clinica_id = m.clinica_id and d.id = m.deposito_id
left join lotes lo on lo.clinica_id = m.clinica_id and lo.id = m.lote_id
left join membresias me on me.clinica_id = m.clinica_id and me.id = m.por
left join usuarios u on u.id = me.usuario_id
where m.clinica_id = $1 and m.en >= $2 and m.en < $3 and m.en <= $4 {donde}
