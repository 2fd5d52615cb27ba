-- Claiming is the only thing the worker does across clinics; what follows runs inside the clinic of each row. A lease
-- that ran out is claimable again, unless its attempts are spent: then whatever it was doing kills workers.

-- A message whose thread has a newer one is silenced instead of sent, even when its lease ran out: the newer one is true.
-- It waits while an older one of its thread is on its way, hence the lock: two claims side by side would not see that.
create or replace function reclamar_envios(
  p_ahora timestamptz, p_arriendo interval, p_maximo int, p_limite int, p_remitente text
) returns table (
  clinica_id int, clinica_nombre text, mensaje_id bigint, intentos int, remitente text, canal text, nombre text, direccion text,
  asunto text, carta jsonb, adjuntos jsonb, message_id uuid, creado timestamptz
) language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  instante timestamptz := coalesce(p_ahora, ahora());
begin
  perform pg_advisory_xact_lock(hashtext('reclamar_envios'));
  return query
  with candidatos as (
    select e.clinica_id, e.mensaje_id,
      case when exists (select from mensajes n where n.clinica_id = m.clinica_id and n.hilo = m.hilo and n.id > m.id) then 'suprimido'
           when e.estado = 'enviando' and e.intentos >= p_maximo then 'fallido'
           else 'enviando' end as destino
    from envios e join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
    where e.estado in ('pendiente', 'enviando') and e.proximo <= instante
      and not exists (
        select from mensajes a join envios b on b.clinica_id = a.clinica_id and b.mensaje_id = a.id
        where a.clinica_id = m.clinica_id and a.hilo = m.hilo and a.id < m.id and b.estado = 'enviando' and b.proximo > instante)
    order by e.proximo limit p_limite for update of e skip locked),
  cambiados as (
    update envios e
    set estado = x.destino,
        intentos = e.intentos + case x.destino when 'enviando' then 1 else 0 end,
        proximo = case x.destino when 'enviando' then instante + p_arriendo else e.proximo end,
        remitente = coalesce(e.remitente, p_remitente),
        error = case x.destino when 'suprimido' then 'reemplazado' when 'fallido' then 'sin_respuesta' else e.error end,
        terminado = case x.destino when 'enviando' then null else instante end
    from candidatos x where e.clinica_id = x.clinica_id and e.mensaje_id = x.mensaje_id
    returning e.*)
  select e.clinica_id, c.nombre, e.mensaje_id, e.intentos, e.remitente, m.canal, m.nombre, m.direccion, m.asunto, m.carta,
    m.adjuntos, m.message_id, m.creado
  from cambiados e
  join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id
  join clinicas c on c.id = e.clinica_id
  where e.estado = 'enviando';
end $$;

create or replace function reclamar_trabajos(p_ahora timestamptz, p_arriendo interval, p_maximo int, p_limite int)
returns table (clinica_id int, id bigint, intentos int, tipo text, datos jsonb, creado_por bigint)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  instante timestamptz := coalesce(p_ahora, ahora());
begin
  with agotados as (
    select t.clinica_id, t.id from trabajos t
    where t.estado = 'corriendo' and t.proximo <= instante and t.intentos >= p_maximo
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
  returning t.clinica_id, t.id, t.intentos, t.tipo, t.datos, t.creado_por;
end $$;

call entregar_al_puente('reclamar_envios(timestamptz, interval, int, int, text)');
call entregar_al_puente('reclamar_trabajos(timestamptz, interval, int, int)');
