select l.cita_id as id, l.en, c.inicio, c.paciente, c.profesional, c.prestacion, l.prioridad::text as prioridad, a.en as entro,
  round(extract(epoch from a.en - l.en) / 60)::int as minutos, greatest(round(extract(epoch from l.en - c.inicio) / 60)::int, 0) as atraso,
  c.paciente_id
from citas_detalle c
join llegadas l on l.clinica_id = c.clinica_id and l.cita_id = c.id
left join lateral (
  select x.en from citas_estados x
  where x.clinica_id = c.clinica_id and x.cita_id = c.id and x.a = 'en_atencion' and x.en >= l.en and x.en <= $4 order by x.id limit 1) a on true
where c.clinica_id = $1 and c.inicio >= $2 and c.inicio < $3 and l.en <= $4 {donde}
