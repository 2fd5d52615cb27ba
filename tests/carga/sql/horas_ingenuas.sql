-- What one writes first: every slot of the hours that are worked, and of each, whether something is there already.
select p.id as profesional_id, s.inicio, s.inicio + d.dura as fin
from prestaciones pr
join clinicas cl on cl.id = pr.clinica_id
join prestaciones_profesionales pp on pp.clinica_id = pr.clinica_id and pp.prestacion_id = pr.id
join profesionales p on p.clinica_id = pp.clinica_id and p.id = pp.profesional_id and p.estado = 'activo'
join horarios h on h.clinica_id = p.clinica_id and h.profesional_id = p.id
cross join generate_series(0, 6) n
cross join lateral (select :lunes::date + n as fecha, make_interval(mins => pr.duracion) as dura, make_interval(mins => pr.paso) as paso) d
cross join lateral generate_series((d.fecha + h.desde) at time zone cl.zona, (d.fecha + h.hasta) at time zone cl.zona - d.dura, d.paso) s(inicio)
where pr.clinica_id = clinica_actual() and pr.id = :prestacion::bigint and p.id = :quien::bigint
  and h.isodow = extract(isodow from d.fecha) and d.fecha >= h.vigente_desde and (h.vigente_hasta is null or d.fecha <= h.vigente_hasta)
  and s.inicio >= ahora() + make_interval(mins => pr.aviso_minimo)
  and not exists (
    select from citas c where c.clinica_id = p.clinica_id and c.profesional_id = p.id and c.bloquea and (c.vence is null or c.vence > ahora())
      and c.ocupa_desde < s.inicio + d.dura and c.ocupa_hasta > s.inicio)
  and not exists (
    select from bloqueos b where b.clinica_id = p.clinica_id and b.profesional_id = p.id and b.anulado is null
      and b.inicio < s.inicio + d.dura and b.fin > s.inicio)
order by s.inicio, p.id
