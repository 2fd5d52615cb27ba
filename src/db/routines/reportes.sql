-- What every report shares: the instant up to which it reads, and what its filters offer.

-- Everything dated before it is committed: no transaction that may still write is older. Whoever only reads says so in its
-- application_name, and does not hold it back. Under a test's clock it is that clock.
create or replace function corte_de_lectura() returns timestamptz language sql volatile as $$
  select case when nullif(current_setting('app.ahora', true), '') is not null then ahora() else least(ahora(), (
    select min(a.xact_start) - interval '1 microsecond' from pg_stat_activity a
    where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
      and a.application_name <> 'antesala: lectura')) end;
$$;

create or replace view reportes_opciones with (security_invoker = true) as
  select c.id as clinica_id, 'corte' as lista, (extract(epoch from corte_de_lectura()) * 1000000)::bigint as valor, '' as nombre, '' as consulta
  from clinicas c
  union all select clinica_id, 'sucursales', id, nombre, '' from sucursales
  union all select clinica_id, 'profesionales', id, nombre, '' from profesionales_breves
  union all select clinica_id, 'prestaciones', id, nombre, '' from prestaciones
  union all select m.clinica_id, 'personas', m.id, u.nombre, '' from membresias m join usuarios u on u.id = m.usuario_id
  union all select clinica_id, 'cajas', id, nombre, '' from cajas
  union all select clinica_id, 'convenios', id, nombre, '' from convenios
  union all select clinica_id, 'depositos', id, nombre, '' from depositos
  union all select clinica_id, 'proveedores', id, nombre, '' from proveedores
  union all select clinica_id, 'vistas: ' || reporte, id, nombre, consulta from vistas_guardadas where membresia_id = membresia_actual();
grant select on reportes_opciones to app;

-- agenda: of whom and of what a cita is.
create or replace view citas_breves with (security_invoker = true) as
  select c.clinica_id, c.id, c.profesional_id, c.prestacion_id, c.sucursal_id from citas c;
grant select on citas_breves to app;

-- caja: what was covered or credited of each sale after an instant, so that what it owed then is known. Few are touched: those of the
-- payments since.
create or replace function ventas_despues(p_clinica int, p_desde timestamptz) returns table (venta_id bigint, monto numeric)
language sql stable as $$
  select x.venta_id, sum(x.monto) from (
    select l.venta_id, a.monto from pagos p
    join asignaciones a on a.clinica_id = p.clinica_id and a.pago_id = p.id and a.reasignacion_id is null
    join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
    where p.clinica_id = p_clinica and p.en > p_desde
    union all
    select l.venta_id, a.monto from reasignaciones r
    join asignaciones a on a.clinica_id = r.clinica_id and a.reasignacion_id = r.id
    join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id
    where r.clinica_id = p_clinica and r.en > p_desde
    union all
    select n.venta_id, n.total from notas_credito n where n.clinica_id = p_clinica and n.en > p_desde) x
  group by 1
$$;

-- Who is to be told their figures now, in every clinic: whose hour has come today, and who may still read reports.
create or replace function suscripciones_por_enviar(p_ahora timestamptz) returns table (clinica_id int, id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.clinica_id, s.id
  from suscripciones s
  join clinicas c on c.id = s.clinica_id and c.estado = 'activa'
  join membresias m on m.clinica_id = s.clinica_id and m.id = s.membresia_id and m.estado = 'activa'
  cross join lateral (select coalesce(p_ahora, ahora()) at time zone c.zona as local) h
  where s.ultima < h.local::date and s.hora <= h.local::time and (s.cual = 'cierre' or extract(isodow from h.local) = 1)
    and exists (
      select from membresias_roles mr
      join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol and rp.permiso = 'reportes.ver'
      where mr.clinica_id = m.clinica_id and mr.membresia_id = m.id)
  order by 1, 2;
$$;
call entregar_al_puente('suscripciones_por_enviar(timestamptz)');
