select q.id, q.nombre, q.documento, q.telefono, q.clase, q.primera, q.ultima, q.veces, q.id as paciente_id
from (
  select p.id, concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres), nullif(p.apellido_paterno, ''), nullif(p.apellido_materno, '')) as nombre,
    p.documento, p.telefono, h.primera, h.ultima, h.veces,
    case when h.primera >= $2 then 'nuevo' when h.veces > 0 then 'recurrente' else 'inactivo' end as clase, h.sucursales
  from pacientes p
  cross join lateral (
    select min(c.inicio) as primera, max(c.inicio) as ultima, count(*) filter (where c.inicio >= $2) as veces, array_agg(c.sucursal_id) as sucursales
    from citas c
    where c.clinica_id = p.clinica_id and c.paciente_id = p.id and c.inicio < $3 and c.inicio <= $4 and c.estado = 'atendida') h
  where p.clinica_id = $1 and p.fusionado_en is null and h.primera is not null
    and (h.ultima >= $2 or h.ultima < ($5 - interval '1 year'))) q
where true {donde}
