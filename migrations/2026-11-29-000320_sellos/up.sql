-- Where a request came from, told by `begin` as who asks is: no statement and no row more for whoever writes.
create function sesion_actual() returns bigint language sql stable parallel safe
return nullif(current_setting('app.sesion_id', true), '')::bigint;
create function direccion_actual() returns text language sql stable parallel safe
return nullif(current_setting('app.direccion', true), '');

alter table auditoria add column sesion_id bigint, add column direccion text;
alter table lecturas_ficha add column sesion_id bigint default sesion_actual(), add column direccion text default direccion_actual();
-- The kinds of row that a screen asks for, newest first.
create index auditoria_tabla on auditoria (clinica_id, tabla, en, id);

-- The days of the audit, in UTC and one after the other. Nobody but the bridge writes here.
create table dias_auditoria (
  dia date primary key,
  -- a transaction number taken once the day was over: whoever wrote in it has a lower one
  horizonte bigint not null,
  sellado timestamptz,
  -- which clinics had rows and the seal of each: 4 bytes of its number, 32 of its seal
  resumen bytea,
  anterior bytea constraint dias_auditoria_anterior check (length(anterior) = 32),
  sello bytea constraint dias_auditoria_sello check (length(sello) = 32),
  constraint dias_auditoria_entero check (num_nulls(sellado, resumen, anterior, sello) in (0, 4))
);
grant select on dias_auditoria to app;
grant select, insert, update on dias_auditoria to puente;

-- One seal for each clinic and day with rows; it outlives them. 0 is the platform.
create table sellos_auditoria (
  clinica_id int not null,
  dia date not null,
  -- which columns a leaf is made of
  version int not null,
  filas bigint not null constraint sellos_auditoria_filas check (filas > 0),
  primera bigint not null,
  ultima bigint not null,
  raiz bytea not null constraint sellos_auditoria_raiz check (length(raiz) = 32),
  anterior bytea not null constraint sellos_auditoria_anterior check (length(anterior) = 32),
  sello bytea not null constraint sellos_auditoria_sello check (length(sello) = 32),
  creado timestamptz not null default ahora(),
  primary key (clinica_id, dia),
  constraint sellos_auditoria_orden check (primera <= ultima)
);
call aislar('sellos_auditoria', 'select, insert');
call abrir_puente('sellos_auditoria', 'select');
call hacer_libro('sellos_auditoria');

-- What each row was: 8 bytes of its id and 16 of its digest, in order of id, so that the one that changed has a name.
create table hojas_auditoria (
  clinica_id int not null,
  dia date not null,
  parte int not null,
  -- the last id of this part
  hasta bigint not null,
  hojas bytea not null constraint hojas_auditoria_enteras check (length(hojas) % 24 = 0),
  primary key (clinica_id, dia, parte),
  constraint hojas_auditoria_sello foreign key (clinica_id, dia) references sellos_auditoria (clinica_id, dia)
    deferrable initially deferred
);
-- Digests do not compress.
alter table hojas_auditoria alter column hojas set storage external;
call aislar('hojas_auditoria', 'select, insert');
call hacer_libro('hojas_auditoria');

alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria'));

-- As it was, and: where from; and no row is dated in a day that is sealed, whatever the machine's clock says. A row is
-- never refused for it: a clock set back would stop every write of every clinic, and the order of ids tells it anyway.
create or replace function auditar() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  personales text[] := string_to_array(coalesce(tg_argv[0], ''), ',');
  secretas text[] := string_to_array(coalesce(tg_argv[1], ''), ',');
  clave text := coalesce(tg_argv[2], 'id');
  viejo jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - secretas end;
  nuevo jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - secretas end;
  fila jsonb := coalesce(nuevo, viejo);
  sello uuid;
  numero bigint;
  instante timestamptz;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(k, v) into viejo from jsonb_each(viejo) as c(k, v) where nuevo -> k is distinct from v;
    if viejo is null then return null; end if;
    nuevo := solo_columnas(nuevo, array(select jsonb_object_keys(viejo)));
  end if;
  if coalesce(viejo, '{}') ?| personales or coalesce(nuevo, '{}') ?| personales then sello := gen_random_uuid(); end if;
  select greatest(clock_timestamp(), (max(dia) + 1)::timestamp at time zone 'UTC') into instante
  from dias_auditoria where sellado is not null;
  insert into auditoria (clinica_id, en, usuario_id, membresia_id, peticion_id, sesion_id, direccion, tabla, fila_id, operacion, antes, despues)
  values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), instante, usuario_actual(), membresia_actual(), peticion_actual(),
    sesion_actual(), direccion_actual(),
    tg_table_name, fila ->> clave, tg_op, huella_personal(viejo, personales, sello), huella_personal(nuevo, personales, sello))
  returning id into numero;
  if sello is not null then
    insert into auditoria_personal (clinica_id, auditoria_id, en, sal, antes, despues)
    values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), numero, instante, sello,
      solo_columnas(viejo, personales), solo_columnas(nuevo, personales));
  end if;
  return null;
end $$;
