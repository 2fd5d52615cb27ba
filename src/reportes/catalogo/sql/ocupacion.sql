select p.id, p.nombre as profesional, coalesce(o.minutos, 0) as ofrecidos, coalesce(c.minutos, 0) as ocupados,
  coalesce(round(100.0 * c.minutos / nullif(o.minutos, 0), 1), 0) as ocupacion, coalesce(c.citas, 0) as citas,
  coalesce(c.atendidas, 0) as atendidas, coalesce(c.no_asistio, 0) as no_asistio, coalesce(c.canceladas, 0) as canceladas,
  coalesce(round(100.0 * c.no_asistio / nullif(c.atendidas + c.no_asistio, 0), 1), 0) as inasistencia, p.id as profesional_id
from profesionales_breves p
left join (
  select c.profesional_id, sum(c.minutos)::bigint as minutos from minutos_ofrecidos($5, $6 - $5 + 1) c
  where true {donde} group by 1) o on o.profesional_id = p.id
left join (
  select c.profesional_id, count(*) filter (where h.a not in ('retenida', 'reagendada')) as citas,
    count(*) filter (where h.a = 'atendida') as atendidas, count(*) filter (where h.a = 'no_asistio') as no_asistio,
    count(*) filter (where h.a = 'cancelada') as canceladas,
    coalesce(sum(extract(epoch from c.fin - c.inicio) / 60)
      filter (where h.a in ('reservada', 'confirmada', 'llego', 'en_atencion', 'atendida')), 0)::bigint as minutos
  from citas c
  cross join lateral (
    select x.a from citas_estados x where x.clinica_id = c.clinica_id and x.cita_id = c.id and x.en <= $4 order by x.id desc limit 1) h
  where c.clinica_id = $1 and c.inicio >= $2 and c.inicio < $3 {donde} group by 1) c on c.profesional_id = p.id
where p.clinica_id = $1 and (o.minutos > 0 or c.citas > 0)
