select a.id, a.en, case a.tabla when 'prestaciones' then 'prestacion' else 'insumo' end as clase, coalesce(p.nombre, i.nombre) as nombre,
  (a.antes ->> 'precio')::numeric as antes, (a.despues ->> 'precio')::numeric as despues,
  (a.despues ->> 'precio')::numeric - (a.antes ->> 'precio')::numeric as cambio, coalesce(u.nombre, 'Antesala') as persona
from auditoria a
left join prestaciones p on a.tabla = 'prestaciones' and p.clinica_id = a.clinica_id and p.id = a.fila_id::bigint
left join insumos i on a.tabla = 'insumos' and i.clinica_id = a.clinica_id and i.id = a.fila_id::bigint
left join membresias me on me.clinica_id = a.clinica_id and me.id = a.membresia_id
left join usuarios u on u.id = me.usuario_id
where a.clinica_id = $1 and a.en >= $2 and a.en < $3 and a.en <= $4 and a.tabla in ('prestaciones', 'insumos') and a.operacion = 'UPDATE'
  and a.despues ->> 'precio' is not null {donde}
