-- How many hours after a visit its patient is asked how it was; 0, which is what nobody has decided, asks nobody.
create or replace view ajustes_encuesta with (security_invoker = true) as
  select c.id as clinica_id, coalesce((c.ajustes #>> '{encuesta,horas}')::int, 0) as horas, md5(c.ajustes::text) as huella
  from clinicas c;
grant select on ajustes_encuesta to app, puente;

-- Visits that are over since so many hours, of whom was not asked in the last month; not in the silence of the clinic, nor long after: what
-- was over before somebody decided to ask stays so.
create or replace function encuestas_por_escribir(p_ahora timestamptz, p_limite int)
returns table (clinica_id int, zona text, cita_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with t as (select coalesce(p_ahora, ahora()) as ahora)
  select c.clinica_id, cl.zona, c.id
  from t
  join clinicas cl on cl.estado = 'activa'
  join ajustes_encuesta e on e.clinica_id = cl.id and e.horas > 0
  join ajustes_avisos a on a.clinica_id = cl.id and silencio_hasta(a.zona, a.silencio_desde, a.silencio_hasta, t.ahora) is null
  join citas c on c.clinica_id = cl.id and c.estado = 'atendida' and c.estado_desde <= t.ahora - make_interval(hours => e.horas)
    and c.estado_desde > t.ahora - make_interval(hours => e.horas + 24)
  join pacientes f on f.clinica_id = c.clinica_id and f.id = c.paciente_id
  join pacientes p on p.clinica_id = f.clinica_id and p.id = coalesce(f.fusionado_en, f.id) and not p.sin_avisos and not p.sin_encuestas
  where p.correo ~ '^[^[:space:][:cntrl:]<>]+@[^[:space:][:cntrl:]<>]+$'
    and not exists (select from encuestas x where x.clinica_id = c.clinica_id and x.cita_id = c.id)
    and not exists (
      select from encuestas x where x.clinica_id = c.clinica_id and x.paciente_id = p.id and x.creada > t.ahora - interval '30 days')
  order by c.clinica_id, c.estado_desde limit p_limite
$$;

create or replace function encuesta_de_enlace(p_token_hash bytea)
returns table (clinica_id int, encuesta_id bigint, vence timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.clinica_id, e.encuesta_id, e.vence from enlaces_encuesta e join clinicas c on c.id = e.clinica_id and c.estado = 'activa'
  where e.token_hash = p_token_hash
$$;

call entregar_al_puente('encuestas_por_escribir(timestamptz, int)');
call entregar_al_puente('encuesta_de_enlace(bytea)');
