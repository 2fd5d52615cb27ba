-- The bridge, and the opening of a request.

-- A function of the bridge: owned by it, callable by `app` alone. The whole list is checked by the catalogue tests.
create or replace procedure entregar_al_puente(funcion regprocedure) language plpgsql as $$
begin
  execute format('revoke all on function %s from public', funcion);
  execute format('alter function %s owner to puente', funcion);
  execute format('grant execute on function %s to app', funcion);
end $$;

-- Who asks, in which clinic, with what right: the whole opening of a request. No row: no session. A row without
-- clinic: a session whose owner has no active membership under that slug.
create or replace function abrir_peticion(p_token_hash bytea, p_slug text, p_ahora timestamptz, p_inactividad interval)
returns table (
  sesion_id bigint, usuario_id bigint, usuario_nombre text, usuario_correo text, atajos boolean,
  clinica_id int, clinica_slug text, clinica_nombre text, zona text, moneda text, sucursal_id bigint, sucursal_nombre text,
  membresia_id bigint, roles text[], permisos text[], falta_factor boolean
) language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  instante timestamptz := coalesce(p_ahora, ahora());
begin
  return query
  select s.id, u.id, u.nombre, u.correo, u.atajos, c.id, c.slug, c.nombre, c.zona, c.moneda, su.id, su.nombre, m.id,
    array(select mr.rol from membresias_roles mr where mr.clinica_id = c.id and mr.membresia_id = m.id order by 1),
    array(select distinct rp.permiso from membresias_roles mr join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
      where mr.clinica_id = c.id and mr.membresia_id = m.id order by 1),
    -- a role of the person is open only to who has a second factor, and the person has none
    exists (select from roles_segundo_factor f join membresias_roles mr on mr.clinica_id = f.clinica_id and mr.rol = f.rol
      where f.clinica_id = c.id and mr.membresia_id = m.id)
      and not exists (select from segundos_factores f where f.usuario_id = u.id)
  from sesiones_usuario s
  join usuarios u on u.id = s.usuario_id and u.estado = 'activo'
  left join (clinicas c join membresias m on m.clinica_id = c.id and m.estado = 'activa')
    on c.slug = p_slug and c.estado = 'activa' and m.usuario_id = u.id
  left join sucursales su on su.clinica_id = c.id and su.principal
  where s.token_hash = p_token_hash and s.revocada is null and s.vence > instante and s.ultima > instante - p_inactividad;
  -- The idle clock needs no more than a minute's precision; a write a request would.
  update sesiones_usuario s set ultima = instante
  where s.token_hash = p_token_hash and s.revocada is null and s.ultima < instante - interval '1 minute'
    and s.vence > instante and s.ultima > instante - p_inactividad;
end $$;

-- Whether a stream that was opened with a right may go on.
create or replace function sigue_dentro(p_sesion_id bigint, p_clinica_id int, p_permiso text, p_ahora timestamptz, p_inactividad interval)
returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from sesiones_usuario s
    join usuarios u on u.id = s.usuario_id and u.estado = 'activo'
    join clinicas c on c.id = p_clinica_id and c.estado = 'activa'
    join membresias m on m.clinica_id = c.id and m.usuario_id = u.id and m.estado = 'activa'
    join membresias_roles mr on mr.clinica_id = m.clinica_id and mr.membresia_id = m.id
    join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol and rp.permiso = p_permiso
    where s.id = p_sesion_id and s.revocada is null and s.vence > coalesce(p_ahora, ahora())
      and s.ultima > coalesce(p_ahora, ahora()) - p_inactividad
      and (exists (select from segundos_factores f where f.usuario_id = u.id) or not exists (
        select from roles_segundo_factor f join membresias_roles r on r.clinica_id = f.clinica_id and r.rol = f.rol
        where f.clinica_id = c.id and r.membresia_id = m.id)));
$$;

-- The clinics a person may enter: asked before any clinic is set.
create or replace function clinicas_de_usuario(p_usuario_id bigint)
returns table (slug text, nombre text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.slug, c.nombre from membresias m join clinicas c on c.id = m.clinica_id
  where m.usuario_id = p_usuario_id and m.estado = 'activa' and c.estado = 'activa' order by c.nombre;
$$;

-- The clinic of a path, for the worker, the commands and the public pages.
create or replace function clinica_de_slug(p_slug text) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select id from clinicas where slug = p_slug and estado = 'activa';
$$;

call entregar_al_puente('abrir_peticion(bytea, text, timestamptz, interval)');
call entregar_al_puente('sigue_dentro(bigint, int, text, timestamptz, interval)');
call entregar_al_puente('clinicas_de_usuario(bigint)');
call entregar_al_puente('clinica_de_slug(text)');

-- Every clinic that works, for the commands that look over all of them, one after the other.
create or replace function clinicas_activas()
returns table (id int, slug text)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, slug from clinicas where estado = 'activa' order by slug;
$$;
call entregar_al_puente('clinicas_activas()');

-- Where a letter about somebody's own account hangs, since a message is of a clinic: the oldest of those where the person works.
create or replace function titular_de_cuenta(p_usuario_id bigint)
returns table (clinica_id int, membresia_id bigint, nombre text, correo text, zona text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, m.id, u.nombre, u.correo, c.zona
  from usuarios u
  join membresias m on m.usuario_id = u.id and m.estado = 'activa'
  join clinicas c on c.id = m.clinica_id and c.estado = 'activa'
  where u.id = p_usuario_id and u.estado = 'activo' order by c.id limit 1;
$$;
call entregar_al_puente('titular_de_cuenta(bigint)');
