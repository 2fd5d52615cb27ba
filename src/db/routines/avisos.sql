-- Claiming is the only thing the worker does across clinics; what follows runs inside the clinic of each row. A lease
-- that ran out is claimable again, unless its attempts are spent: then whatever it was doing kills workers.

-- How a clinic speaks to its patients: between the hours of silence nothing leaves that can wait, and so many hours before a cita it is
-- recalled. What it has not decided is decided here.
create or replace view ajustes_avisos with (security_invoker = true) as
  select c.id as clinica_id, c.zona, coalesce((c.ajustes #>> '{avisos,silencio_desde}')::time, time '21:30') as silencio_desde,
    coalesce((c.ajustes #>> '{avisos,silencio_hasta}')::time, time '08:00') as silencio_hasta,
    coalesce((select array_agg(h::int) from jsonb_array_elements_text(c.ajustes #> '{avisos,recordatorios}') h),
      case when c.ajustes #> '{avisos,recordatorios}' is null then array[48, 2] else '{}' end) as recordatorios,
    md5(c.ajustes::text) as huella,
    -- hours before a cita until which its patient changes or cancels it alone; and where they call after that
    coalesce((c.ajustes #>> '{avisos,aviso_en_linea}')::int, 2) as aviso_en_linea, coalesce(c.ajustes #>> '{avisos,telefono}', '') as telefono
  from clinicas c;
grant select on ajustes_avisos to app, puente;

-- What is due, a few of each clinic in turn, now leased to the caller. What may wait till the morning does not leave in the silence of its
-- clinic; nobody's queue, and no domain, takes more of a minute than its part.
-- A message is silenced instead of sent when its thread has a newer one, even when its lease ran out: the newer one is true; also when
-- its hour is over, when the cita that it reminds of is no longer to come, and when its address is known not to exist.
-- What was told to have left, by whoever carries it, is not sent again though nobody wrote that down.
-- It waits while an older one of its thread is on its way, hence the lock: two claims side by side would not see that.
create or replace function reclamar_envios(
  p_ahora timestamptz, p_arriendo interval, p_maximo int, p_limite int, p_remitente text, p_por_clinica int, p_por_dominio int,
  p_canal text
) returns table (
  clinica_id int, clinica_nombre text, mensaje_id bigint, intentos int, perdonados int, remitente text, canal text, nombre text,
  direccion text, asunto text, carta jsonb, adjuntos jsonb, plantilla jsonb, message_id uuid, creado timestamptz
) language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  instante timestamptz := coalesce(p_ahora, ahora());
  v_minuto timestamptz := date_trunc('minute', coalesce(p_ahora, ahora()));
begin
  perform pg_advisory_xact_lock(hashtext('reclamar_envios'));
  delete from cupos_envio where minuto < v_minuto;
  return query
  with turnos as materialized (
    select x.clinica_id, x.mensaje_id, x.proximo, x.turno
    from clinicas c
    cross join lateral (
      select coalesce((select u.cuantos from cupos_envio u where u.clave = 'clinica:' || c.id and u.minuto = v_minuto), 0) as usado) q
    cross join lateral (
      select e.clinica_id, e.mensaje_id, e.proximo, row_number() over (order by e.proximo, e.mensaje_id) as turno
      from (
        select e.* from envios e
        where e.clinica_id = c.id and e.canal = p_canal and e.estado in ('pendiente', 'enviando') and e.proximo <= instante
        order by e.proximo limit least(p_limite, greatest(p_por_clinica - q.usado, 0))) e) x
    order by x.turno, x.proximo limit p_limite * 8),
  candidatos as materialized (
    select e.clinica_id, e.mensaje_id, t.turno, t.proximo, -- a phone is a domain of its own
      m.canal || ':' || lower(coalesce(nullif(split_part(m.direccion, '@', 2), ''), m.direccion)) as dominio, e.externo,
      -- an hour that is offered until before the morning cannot wait
      case when m.tipo in ('cita_recordatorio', 'encuesta') or m.tipo = 'espera_oferta' and m.vence > s.fin then s.fin end as calla,
      case when exists (select from mensajes n where n.clinica_id = m.clinica_id and n.hilo = m.hilo and n.id > m.id) then 'reemplazado'
           when m.vence <= instante then 'vencido'
           -- who would sign in, or wrote to us, is told all the same: it was they who asked
           when m.tipo not in ('recuperacion', 'cuenta', 'invitacion', 'respuesta_whatsapp') and exists (select from direcciones_suprimidas d
             where d.clinica_id = m.clinica_id and d.canal = m.canal and d.direccion = lower(m.direccion)) then 'direccion_suprimida'
           -- said no, or has another phone, since it was written; a code was asked for by whoever has the phone
           when m.plantilla is not null and m.tipo <> 'reserva_codigo' and not exists (
             select from pacientes f join pacientes q on q.clinica_id = f.clinica_id and q.id = coalesce(f.fusionado_en, f.id)
             where f.clinica_id = m.clinica_id and f.id = m.paciente_id and q.acepta_whatsapp and not q.sin_avisos and q.telefono = m.direccion)
             then 'sin_permiso'
           when m.tipo in ('encuesta', 'espera_oferta') and exists (
             select from pacientes f join pacientes q on q.clinica_id = f.clinica_id and q.id = coalesce(f.fusionado_en, f.id)
             where f.clinica_id = m.clinica_id and f.id = m.paciente_id
               and (q.sin_avisos or case m.tipo when 'encuesta' then q.sin_encuestas else q.sin_ofertas end)) then 'no_quiere'
           when m.tipo = 'cita_recordatorio' and not exists (select from citas ci
             where ci.clinica_id = m.clinica_id and ci.id = m.cita_id and ci.estado in ('reservada', 'confirmada') and ci.inicio = m.vence) then 'ya_no_rige'
      end as sobra,
      e.estado = 'enviando' and e.intentos - e.perdonados >= p_maximo as agotado
    from turnos t
    join envios e on e.clinica_id = t.clinica_id and e.mensaje_id = t.mensaje_id
    join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
    join ajustes_avisos a on a.clinica_id = e.clinica_id
    cross join lateral (select silencio_hasta(a.zona, a.silencio_desde, a.silencio_hasta, instante) as fin) s
    where not exists (
      select from mensajes x join envios b on b.clinica_id = x.clinica_id and b.mensaje_id = x.id
      where x.clinica_id = m.clinica_id and x.hilo = m.hilo and x.id < m.id and b.estado = 'enviando' and b.proximo > instante)
    order by t.turno, t.proximo limit p_limite for update of e skip locked),
  contados as (
    select k.*, coalesce(u.cuantos, 0) + row_number() over (partition by k.dominio, k.sobra is null and k.calla is null order by k.turno, k.proximo)
      > p_por_dominio as lleno
    from candidatos k left join cupos_envio u on u.clave = k.dominio and u.minuto = v_minuto),
  destinos as (
    select k.*, case when k.externo is not null then 'enviado' when k.sobra is not null then 'suprimido' when k.agotado then 'fallido'
        when k.calla is not null or k.lleno then 'pendiente' else 'enviando' end as destino
    from contados k),
  cambiados as (
    update envios e
    set estado = x.destino,
        intentos = e.intentos + (x.destino = 'enviando')::int,
        -- half a minute of chance, so that what did not fit does not come back at once
        proximo = case x.destino when 'enviando' then instante + p_arriendo
          when 'pendiente' then coalesce(x.calla, v_minuto + interval '1 minute') + random() * interval '30 seconds' else e.proximo end,
        remitente = coalesce(e.remitente, p_remitente),
        error = case x.destino when 'enviado' then null when 'suprimido' then x.sobra when 'fallido' then 'sin_respuesta'
          when 'pendiente' then case when x.calla is null then 'por_turno' else 'silencio' end else e.error end,
        terminado = case when x.destino in ('enviado', 'suprimido', 'fallido') then instante end
    from destinos x where e.clinica_id = x.clinica_id and e.mensaje_id = x.mensaje_id
    returning e.*, x.dominio),
  cupos as (
    insert into cupos_envio as u (clave, minuto, cuantos)
    select x.clave, v_minuto, count(*)
    from cambiados k cross join lateral (values ('clinica:' || k.clinica_id), (k.dominio)) x(clave)
    where k.estado = 'enviando'
    group by 1 order by 1
    on conflict (clave, minuto) do update set cuantos = u.cuantos + excluded.cuantos)
  select e.clinica_id, c.nombre, e.mensaje_id, e.intentos, e.perdonados,
    -- by WhatsApp, the number of now
    case m.canal when 'whatsapp' then coalesce((select w.numero_id from canales_whatsapp w where w.clinica_id = e.clinica_id), '') else e.remitente end,
    m.canal, m.nombre, m.direccion, m.asunto, m.carta, m.adjuntos, m.plantilla, m.message_id, m.creado
  from cambiados e
  join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
  join clinicas c on c.id = e.clinica_id
  where e.estado = 'enviando';
end $$;

-- When the silence ends that this instant falls into; null outside of it.
create or replace function silencio_hasta(p_zona text, p_desde time, p_hasta time, p_instante timestamptz) returns timestamptz
language sql stable as $$
  select case
    when l.hora >= p_desde then ((l.dia + 1) + p_hasta) at time zone p_zona
    when l.hora < p_hasta then (l.dia + p_hasta) at time zone p_zona end
  from (select (p_instante at time zone p_zona)::date as dia, (p_instante at time zone p_zona)::time as hora) l
$$;

-- When somebody is told of a cita so many hours before: at the end of the silence if that is where it falls, or before it begins where
-- the end is too late to be of use.
create or replace function momento_de_aviso(p_zona text, p_desde time, p_hasta time, p_inicio timestamptz, p_horas int) returns timestamptz
language sql stable as $$
  select case
    when x.despues is null then x.justo
    when x.despues <= p_inicio - interval '45 minutes' then x.despues
    else ((x.despues at time zone p_zona)::date - 1 + p_desde) at time zone p_zona - interval '30 minutes' end
  from (
    select j.justo, silencio_hasta(p_zona, p_desde, p_hasta, j.justo) as despues
    from (select p_inicio - make_interval(hours => p_horas) as justo) j) x
$$;

-- One message a cita, an hour of it and a reminder.
create or replace function clave_de_recordatorio(p_cita bigint, p_inicio timestamptz, p_horas int) returns text language sql immutable as $$
  select 'cita:' || p_cita || ':recordatorio:' || p_horas || ':' || extract(epoch from p_inicio)::bigint
$$;

-- Citas that somebody is to be reminded of now and has not been: each with how many hours before. Whoever booked after the moment had come
-- was told then.
create or replace function recordatorios_por_escribir(p_ahora timestamptz, p_limite int)
returns table (clinica_id int, zona text, cita_id bigint, horas int)
language sql stable security definer set search_path = public, pg_temp as $$
  with t as (select coalesce(p_ahora, ahora()) as ahora)
  select c.clinica_id, cl.zona, c.id, h.horas
  from t
  join clinicas cl on cl.estado = 'activa'
  join ajustes_avisos a on a.clinica_id = cl.id
  -- as far ahead as somebody of this clinic is told, and a day of silence more
  cross join lateral (
    select greatest((select max(x) from unnest(a.recordatorios) x),
      (select max(x) from prestaciones q, unnest(q.recordatorios) x where q.clinica_id = cl.id)) + 25 as horas) tope
  join citas c on c.clinica_id = cl.id and c.inicio > t.ahora and c.inicio <= t.ahora + make_interval(hours => tope.horas)
    and c.estado in ('reservada', 'confirmada')
  join pacientes f on f.clinica_id = c.clinica_id and f.id = c.paciente_id
  join pacientes p on p.clinica_id = f.clinica_id and p.id = coalesce(f.fusionado_en, f.id) and not p.sin_avisos
  join prestaciones pr on pr.clinica_id = c.clinica_id and pr.id = c.prestacion_id
  -- the last one that has come: those before it were told, or would say the same twice
  cross join lateral (
    select x.horas, m.momento
    from unnest(coalesce(pr.recordatorios, a.recordatorios)) x(horas)
    cross join lateral (select momento_de_aviso(a.zona, a.silencio_desde, a.silencio_hasta, c.inicio, x.horas) as momento) m
    where m.momento <= t.ahora
    order by m.momento desc limit 1) h
  -- whatsapp_de reads canales_whatsapp and plantillas_whatsapp as whoever asks it
  where (p.correo ~ '^[^[:space:][:cntrl:]<>]+@[^[:space:][:cntrl:]<>]+$'
      or exists (select from whatsapp_de(c.clinica_id, p.id, 'cita_recordatorio', null)))
    and (select min(e.en) from citas_estados e where e.clinica_id = c.clinica_id and e.cita_id = c.id and e.a = 'reservada') < h.momento
    and not exists (
      select from mensajes m where m.clinica_id = c.clinica_id and m.clave = clave_de_recordatorio(c.id, c.inicio, h.horas))
  order by c.inicio limit p_limite
$$;

create or replace function reclamar_trabajos(p_ahora timestamptz, p_arriendo interval, p_maximo int, p_limite int)
returns table (clinica_id int, id bigint, intentos int, perdonados int, tipo text, datos jsonb, creado_por bigint)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  instante timestamptz := coalesce(p_ahora, ahora());
begin
  with agotados as (
    select t.clinica_id, t.id from trabajos t
    where t.estado = 'corriendo' and t.proximo <= instante and t.intentos - t.perdonados >= p_maximo
    order by t.proximo limit p_limite for update skip locked)
  update trabajos t set estado = 'fallido', error = 'sin_respuesta', terminado = instante
  from agotados a where t.clinica_id = a.clinica_id and t.id = a.id;

  return query
  with elegidos as (
    select t.clinica_id, t.id from trabajos t
    where t.estado in ('pendiente', 'corriendo') and t.proximo <= instante
    order by t.proximo limit p_limite for update skip locked)
  update trabajos t set estado = 'corriendo', intentos = t.intentos + 1, proximo = instante + p_arriendo
  from elegidos x where t.clinica_id = x.clinica_id and t.id = x.id
  returning t.clinica_id, t.id, t.intentos, t.perdonados, t.tipo, t.datos, t.creado_por;
end $$;

call entregar_al_puente('reclamar_envios(timestamptz, interval, int, int, text, int, int, text)');
call entregar_al_puente('recordatorios_por_escribir(timestamptz, int)');
call entregar_al_puente('reclamar_trabajos(timestamptz, interval, int, int)');

create or replace function baja_de_enlace(p_token_hash bytea) returns table (clinica_id int, mensaje_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.clinica_id, e.mensaje_id from enlaces_baja e join clinicas c on c.id = e.clinica_id and c.estado = 'activa'
  where e.token_hash = p_token_hash
$$;
call entregar_al_puente('baja_de_enlace(bytea)');
