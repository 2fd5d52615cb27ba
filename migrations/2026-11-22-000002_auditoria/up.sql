-- Owned by the bridge: `app` reads its clinic's rows and can write none; only auditar() adds them.
create table auditoria (
  -- 0 is the platform: changes of people and sessions made before a clinic is known
  clinica_id int not null,
  id bigint generated always as identity,
  en timestamptz not null default clock_timestamp(),
  usuario_id bigint,
  membresia_id bigint,
  peticion_id uuid,
  tabla text not null,
  fila_id text not null,
  operacion text not null constraint auditoria_operacion check (operacion in ('INSERT', 'UPDATE', 'DELETE')),
  antes jsonb,
  despues jsonb,
  primary key (clinica_id, id, en)
) partition by range (en);
create index auditoria_fila on auditoria (clinica_id, tabla, fila_id, id);
create index auditoria_reciente on auditoria (clinica_id, en, id);
create index auditoria_usuario on auditoria (clinica_id, membresia_id, en);
call aislar('auditoria', 'select');

-- Personal values and their salt, apart, so that an erasure leaves the audit's digests standing and meaningless.
create table auditoria_personal (
  clinica_id int not null,
  auditoria_id bigint not null,
  en timestamptz not null,
  sal uuid not null,
  antes jsonb,
  despues jsonb,
  primary key (clinica_id, auditoria_id, en)
) partition by range (en);
call aislar('auditoria_personal', 'select');

-- `create table … partition of` needs the owner of the parent, hence the bridge owns both.
grant create on schema public to puente;
alter table auditoria owner to puente;
alter table auditoria_personal owner to puente;
create policy puente on auditoria to puente using (true) with check (true);
create policy puente on auditoria_personal to puente using (true) with check (true);

create function crear_particion_auditoria(mes date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  desde date := date_trunc('month', mes);
  hasta date := desde + interval '1 month';
  tabla text;
begin
  foreach tabla in array array['auditoria', 'auditoria_personal'] loop
    if to_regclass(format('%I', tabla || '_p' || to_char(desde, 'YYYYMM'))) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)',
        tabla || '_p' || to_char(desde, 'YYYYMM'), tabla, desde::timestamp at time zone 'UTC', hasta::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;
revoke all on function crear_particion_auditoria(date) from public;
alter function crear_particion_auditoria(date) owner to puente;
grant execute on function crear_particion_auditoria(date) to app, dueno;

select crear_particion_auditoria((date_trunc('month', clock_timestamp()) + n * interval '1 month')::date)
from generate_series(0, 3) n;

-- sha256 of salt and value: equal values under one salt compare equal, and without the salt nothing can be guessed back.
create function huella_personal(valores jsonb, columnas text[], sal uuid) returns jsonb
language sql immutable parallel safe
return (select jsonb_object_agg(k, case when k = any (columnas) and v <> 'null'::jsonb
    then to_jsonb('sha256:' || encode(sha256(convert_to(sal::text || v::text, 'UTF8')), 'hex')) else v end)
  from jsonb_each(valores) as c(k, v));

create function solo_columnas(valores jsonb, columnas text[]) returns jsonb
language sql immutable parallel safe
return (select jsonb_object_agg(k, v) from jsonb_each(valores) as c(k, v) where k = any (columnas));

-- Trigger arguments: first the columns whose values are personal, comma separated; second the columns never kept
-- (secrets); third the row's key when it is not `id`.
create function auditar() returns trigger
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
  instante timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(k, v) into viejo from jsonb_each(viejo) as c(k, v) where nuevo -> k is distinct from v;
    if viejo is null then return null; end if;
    nuevo := solo_columnas(nuevo, array(select jsonb_object_keys(viejo)));
  end if;
  if coalesce(viejo, '{}') ?| personales or coalesce(nuevo, '{}') ?| personales then sello := gen_random_uuid(); end if;
  insert into auditoria (clinica_id, en, usuario_id, membresia_id, peticion_id, tabla, fila_id, operacion, antes, despues)
  values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), instante, usuario_actual(), membresia_actual(), peticion_actual(),
    tg_table_name, fila ->> clave, tg_op, huella_personal(viejo, personales, sello), huella_personal(nuevo, personales, sello))
  returning id into numero;
  if sello is not null then
    insert into auditoria_personal (clinica_id, auditoria_id, en, sal, antes, despues)
    values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), numero, instante, sello,
      solo_columnas(viejo, personales), solo_columnas(nuevo, personales));
  end if;
  return null;
end $$;
revoke all on function auditar() from public;
alter function auditar() owner to puente;

create procedure auditar_tabla(tabla regclass, personales text default '', secretas text default '', clave text default 'id') language plpgsql as $$
begin
  execute format('create trigger auditar after insert or update or delete on %s for each row execute function auditar(%L, %L, %L)',
    tabla, personales, secretas, clave);
end $$;

call auditar_tabla('usuarios', 'correo,nombre', 'clave_hash,atajos');
call auditar_tabla('clinicas');
call auditar_tabla('sucursales');
call auditar_tabla('membresias');
call auditar_tabla('membresias_roles', '', '', 'membresia_id');
call auditar_tabla('roles_permisos', '', '', 'rol');
