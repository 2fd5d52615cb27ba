-- The second channel: whom it may be used with, and the evidence that they said so.

-- Whether a clinic may say such a thing at any time, and prefers to say by WhatsApp what it may; no row: its template is not approved.
create or replace function whatsapp_con(p_clinica int, p_tipo text, p_nombre text)
returns table (preferido boolean) language sql stable as $$
  select k.preferido
  from canales_whatsapp k
  join plantillas_whatsapp t on t.clinica_id = k.clinica_id and t.tipo = p_tipo and t.estado = 'aprobada' and t.nombre = coalesce(p_nombre, t.nombre)
  where k.clinica_id = p_clinica
$$;

-- A phone that may have it (in Chile, a mobile) and is not known to lack it; no row: another.
create or replace function whatsapp_en(p_clinica int, p_telefono text)
returns table (telefono text) language sql stable as $$
  select p_telefono
  where p_telefono ~ '^\+(569[0-9]{8}|(?!56)[0-9]{8,15})$'
    and not exists (
      select from direcciones_suprimidas d where d.clinica_id = p_clinica and d.canal = 'whatsapp' and d.direccion = p_telefono)
$$;

-- To which phone a patient is written by WhatsApp of such a thing, and with which template; no row: not that way. The clinic prefers it, the
-- patient accepts it and wants messages.
create or replace function whatsapp_de(p_clinica int, p_paciente bigint, p_tipo text, p_nombre text)
returns table (telefono text) language sql stable as $$
  select w.telefono
  from whatsapp_con(p_clinica, p_tipo, p_nombre) k
  join pacientes p on p.clinica_id = p_clinica and p.id = p_paciente
  cross join lateral whatsapp_en(p_clinica, p.telefono) w
  where k.preferido and p.acepta_whatsapp and not p.sin_avisos
$$;

-- The same of a phone that is nobody's yet, whose person asked for that very message: what the clinic prefers for the rest does not matter.
create or replace function whatsapp_a(p_clinica int, p_telefono text, p_tipo text, p_nombre text)
returns table (telefono text) language sql stable as $$
  select w.telefono from whatsapp_con(p_clinica, p_tipo, p_nombre) k cross join whatsapp_en(p_clinica, p_telefono) w
$$;

-- Whatever changes what a patient accepts, or the phone that it was said of, leaves it written; `app.consiente` says how, when it is not the ficha.
create or replace function consentir() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not new.acepta_whatsapp then
    return null;
  end if;
  if tg_op = 'UPDATE' and new.acepta_whatsapp = old.acepta_whatsapp
    and (not new.acepta_whatsapp or new.telefono is not distinct from old.telefono) then
    return null;
  end if;
  insert into consentimientos_whatsapp (clinica_id, paciente_id, acepta, como, telefono)
  values (new.clinica_id, new.id, new.acepta_whatsapp,
    coalesce(nullif(current_setting('app.consiente', true), ''), case when membresia_actual() is null then 'en_linea' else 'ficha' end), new.telefono);
  return null;
end $$;
create or replace trigger consentir after insert or update of acepta_whatsapp, telefono on pacientes
  for each row execute function consentir();

-- Keeps what the API tells, each thing once, for the clinic whose number or account it is of; how many were new, and how many of nobody here.
create or replace function recibir_whatsapp(p_ahora timestamptz, p_eventos jsonb) returns table (guardados bigint, ajenos bigint)
language sql volatile security definer set search_path = public, pg_temp as $$
  with t as (select coalesce(p_ahora, ahora()) as ahora),
  e as (select * from jsonb_to_recordset(p_eventos) as x(numero text, cuenta text, clave text, datos jsonb)),
  d as (
    select k.clinica_id, e.clave, e.datos from e join canales_whatsapp k on k.numero_id = e.numero
    union all
    select k.clinica_id, e.clave, e.datos from e join canales_whatsapp k on k.cuenta_id = e.cuenta),
  i as (
    insert into eventos_whatsapp (clinica_id, clave, datos, proximo, recibido)
    select d.clinica_id, d.clave, d.datos, t.ahora, t.ahora from d, t
    on conflict (clinica_id, clave) do nothing returning 1)
  select (select count(*) from i), (select count(*) from e where not exists (select from d where d.clave = e.clave))
$$;

-- What is to be attended to, in the order it came, now leased to the caller; what failed so often is given up.
create or replace function reclamar_eventos_whatsapp(p_ahora timestamptz, p_arriendo interval, p_maximo int, p_limite int)
returns table (clinica_id int, id bigint, intentos int, datos jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  instante timestamptz := coalesce(p_ahora, ahora());
begin
  return query
  with elegidos as (
    select e.clinica_id, e.id from eventos_whatsapp e
    where e.estado = 'pendiente' and e.proximo <= instante
    order by e.id limit p_limite for update skip locked),
  cambiados as (
    update eventos_whatsapp e set intentos = e.intentos + 1, proximo = instante + p_arriendo,
      estado = case when e.intentos >= p_maximo then 'fallido' else e.estado end
    from elegidos x where e.clinica_id = x.clinica_id and e.id = x.id
    returning e.*)
  select e.clinica_id, e.id, e.intentos, e.datos from cambiados e where e.estado = 'pendiente' order by e.id;
end $$;

-- The API repeats itself for a week at most: what was attended to before is forgotten.
create or replace function retirar_eventos_whatsapp(p_ahora timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from eventos_whatsapp where estado = 'hecho' and recibido < coalesce(p_ahora, ahora()) - interval '30 days'
$$;

-- What WhatsApp did not deliver and e-mail is to say now: it failed, or the clinic's patience is over. Only the last of its thread, only while it is
-- true of its cita, and only to who has an address and wants messages. Of a receipt that is looked at when its letter leaves.
create or replace function respaldos_whatsapp(p_clinica int, p_instante timestamptz) returns table (mensaje_id bigint, correo text)
language sql stable as $$
  select m.id, p.correo
  from canales_whatsapp k
  join envios e on e.clinica_id = k.clinica_id and e.canal = 'whatsapp' and e.entregado is null
  join mensajes m on m.clinica_id = e.clinica_id and m.id = e.mensaje_id and m.plantilla is not null and m.creado > p_instante - interval '7 days'
  join pacientes f on f.clinica_id = m.clinica_id and f.id = m.paciente_id
  join pacientes p on p.clinica_id = f.clinica_id and p.id = coalesce(f.fusionado_en, f.id) and not p.sin_avisos
    and p.correo ~ '^[^[:space:][:cntrl:]<>]+@[^[:space:][:cntrl:]<>]+$'
  left join citas c on c.clinica_id = m.clinica_id and m.tipo <> 'recibo_pago' and c.id = split_part(m.clave, ':', 2)::bigint
    and c.inicio > p_instante and c.inicio = (m.adjuntos -> 0 -> 'hora' ->> 'inicio')::timestamptz
    and (case when m.tipo = 'cita_cancelada' then c.estado = 'cancelada' else c.estado in ('reservada', 'confirmada') end)
  where k.clinica_id = p_clinica and (m.tipo = 'recibo_pago' or c.id is not null)
    and (e.estado = 'fallido' or e.error in ('direccion_suprimida', 'sin_permiso')
      or (m.creado <= p_instante - make_interval(hours => k.respaldo_horas)
        and (e.estado in ('enviado', 'pendiente') or (e.estado = 'enviando' and e.proximo <= p_instante))))
    and not exists (select from mensajes n where n.clinica_id = m.clinica_id and n.hilo = m.hilo and n.id > m.id)
$$;

create or replace function clinicas_por_respaldar(p_ahora timestamptz) returns table (clinica_id int)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.clinica_id from canales_whatsapp k where exists (select from respaldos_whatsapp(k.clinica_id, coalesce(p_ahora, ahora())))
$$;

call entregar_al_puente('recibir_whatsapp(timestamptz, jsonb)');
call entregar_al_puente('reclamar_eventos_whatsapp(timestamptz, interval, int, int)');
call entregar_al_puente('retirar_eventos_whatsapp(timestamptz)');
call entregar_al_puente('clinicas_por_respaldar(timestamptz)');
