-- The sums of a manager: each statement appends what it changed, the worker folds it, and whoever asks adds both. What each kind is
-- stands with the tables, in migrations/2026-11-29-000340_acumulados and 000350_acumulados_de_reportes.

create or replace function acumular_pagos() returns trigger language plpgsql as $$
begin
  insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, clave, monto, cuenta)
  select n.clinica_id, 'pago', (n.en at time zone cl.zona)::date, c.sucursal_id, n.tipo, n.total, 1
  from nuevas n
  join sesiones_caja s on s.clinica_id = n.clinica_id and s.id = n.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  join clinicas cl on cl.id = n.clinica_id;
  return null;
end $$;
create or replace trigger acumular after insert on pagos referencing new table as nuevas
  for each statement execute function acumular_pagos();

create or replace function acumular_medios() returns trigger language plpgsql as $$
begin
  insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, clave, monto, cuenta)
  select n.clinica_id, 'medio', (p.en at time zone cl.zona)::date, c.sucursal_id, n.medio, n.monto, 1
  from nuevas n
  join pagos p on p.clinica_id = n.clinica_id and p.id = n.pago_id
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  join clinicas cl on cl.id = n.clinica_id;
  return null;
end $$;
create or replace trigger acumular after insert on pagos_medios referencing new table as nuevas
  for each statement execute function acumular_medios();

-- As commissions see it: of whoever the line names, else of whoever its cita does; what is moved counts on the day it is moved.
create or replace function acumular_asignaciones() returns trigger language plpgsql as $$
begin
  insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, profesional, monto, cuenta)
  select n.clinica_id, 'profesional', (coalesce(r.en, p.en) at time zone cl.zona)::date, c.sucursal_id, q.id, sum(n.monto), count(*)
  from nuevas n
  join ventas_lineas l on l.clinica_id = n.clinica_id and l.id = n.venta_linea_id and l.prestacion_id is not null
  join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
  left join citas ci on ci.clinica_id = v.clinica_id and ci.id = v.cita_id
  cross join lateral (select coalesce(l.profesional_id, ci.profesional_id) as id) q
  join pagos p on p.clinica_id = n.clinica_id and p.id = n.pago_id
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  join clinicas cl on cl.id = n.clinica_id
  left join reasignaciones r on r.clinica_id = n.clinica_id and r.id = n.reasignacion_id
  where q.id is not null
  group by 1, 3, 4, 5;
  return null;
end $$;
create or replace trigger acumular after insert on asignaciones referencing new table as nuevas
  for each statement execute function acumular_asignaciones();

-- caja: what each sale has of each prestación and professional: of whoever the line names, else of whoever its cita does.
create or replace view producciones with (security_invoker = true) as
  select v.clinica_id, v.id as venta_id, v.estado, v.emitida, v.anulada, (v.emitida at time zone cl.zona)::date as fecha, c.sucursal_id,
    coalesce(l.profesional_id, ci.profesional_id, 0) as profesional_id, l.prestacion_id, sum(l.cantidad) as cantidad,
    sum(l.descuento) as descuento, sum(l.total) as total
  from ventas_lineas l
  join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
  join clinicas cl on cl.id = l.clinica_id
  join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  left join citas ci on ci.clinica_id = v.clinica_id and ci.id = v.cita_id
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
grant select on producciones to app;

create or replace view producciones_partes with (security_invoker = true) as
  select p.clinica_id, p.venta_id, p.estado, p.fecha, p.sucursal_id, x.tipo, x.profesional_id, x.clave, x.monto, x.cuenta
  from producciones p
  cross join lateral (values ('prestacion', p.profesional_id, p.prestacion_id::text, p.total, 1),
    ('prestacion_detalle', p.profesional_id, p.prestacion_id::text, p.descuento, (p.cantidad * 1000)::bigint),
    ('venta_parte', 0, 'descuento', nullif(p.descuento, 0), 1)) x(tipo, profesional_id, clave, monto, cuenta)
  where x.clave is not null and x.monto is not null;
grant select on producciones_partes to app;

create or replace function acumular_producciones(p_clinica int, p_ventas bigint[], p_signo int) returns void language sql as $$
  insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta)
  select p_clinica, p.tipo, p.fecha, p.sucursal_id, p.profesional_id, p.clave, p_signo * p.monto, p_signo * p.cuenta
  from producciones_partes p where p.clinica_id = p_clinica and p.venta_id = any (p_ventas)
$$;

-- The lines of a sale come in one statement.
create or replace function acumular_lineas() returns trigger language plpgsql as $$
begin
  perform acumular_producciones(n.clinica_id, array_agg(distinct n.venta_id), 1) from nuevas n group by n.clinica_id;
  return null;
end $$;
create or replace trigger acumular after insert on ventas_lineas referencing new table as nuevas
  for each statement execute function acumular_lineas();

-- What a sale counts for. One that is born paid owes nothing and says nothing of it.
create or replace function partes_de_venta(p_estado text, p_exento numeric, p_neto numeric, p_iva numeric, p_total numeric, p_pagado numeric)
returns table (tipo text, clave text, monto numeric) language sql immutable as $$
  select x.tipo, x.clave, x.monto
  from (values ('emitida', 'venta', '', p_total), ('emitida', 'por_cobrar', '', p_total - p_pagado), ('emitida', 'venta_parte', 'exento', p_exento),
    ('emitida', 'venta_parte', 'neto', p_neto), ('emitida', 'venta_parte', 'iva', p_iva), ('anulada', 'venta_parte', 'anulada', p_total))
    x(estado, tipo, clave, monto)
  where x.estado = p_estado and (x.tipo = 'venta' or x.clave = 'anulada' or x.monto <> 0)
$$;

create or replace function acumular_ventas() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, clave, monto, cuenta)
    select n.clinica_id, x.tipo, (n.emitida at time zone cl.zona)::date, c.sucursal_id, x.clave, x.monto, 1
    from nuevas n
    join sesiones_caja s on s.clinica_id = n.clinica_id and s.id = n.sesion_id
    join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
    join clinicas cl on cl.id = n.clinica_id
    cross join lateral partes_de_venta(n.estado, n.exento, n.neto, n.iva, n.total, n.pagado) x;
  else
    insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, clave, monto, cuenta)
    select d.clinica_id, d.tipo, (d.emitida at time zone cl.zona)::date, c.sucursal_id, d.clave, d.monto, d.cuenta
    from (
      select n.clinica_id, n.id, n.sesion_id, n.emitida, x.tipo, x.clave, sum(n.signo * x.monto) as monto, sum(n.signo) as cuenta
      from (select 1 as signo, * from nuevas union all select -1, * from viejas) n
      cross join lateral partes_de_venta(n.estado, n.exento, n.neto, n.iva, n.total, n.pagado) x
      group by 1, 2, 3, 4, 5, 6) d
    join sesiones_caja s on s.clinica_id = d.clinica_id and s.id = d.sesion_id
    join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
    join clinicas cl on cl.id = d.clinica_id
    where d.monto <> 0 or d.cuenta <> 0;
    perform acumular_producciones(n.clinica_id, array_agg(n.id), case n.estado when 'emitida' then 1 else -1 end)
    from nuevas n join viejas o on o.clinica_id = n.clinica_id and o.id = n.id and o.estado <> n.estado
    group by n.clinica_id, n.estado;
  end if;
  return null;
end $$;
create or replace trigger acumular_nuevas after insert on ventas referencing new table as nuevas
  for each statement execute function acumular_ventas();
create or replace trigger acumular_cambiadas after update on ventas referencing old table as viejas new table as nuevas
  for each statement execute function acumular_ventas();

-- A hold is nobody's cita yet, also when it is let go. Whoever is called in has waited; whoever is sent back, not yet.
create or replace function acumular_citas() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta)
    select n.clinica_id, 'cita', n.fecha, n.sucursal_id, n.profesional_id, n.estado, extract(epoch from n.fin - n.inicio) / 60, 1
    from nuevas n where n.estado <> 'retenida';
  else
    insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta)
    select n.clinica_id, 'cita', n.fecha, n.sucursal_id, n.profesional_id, n.estado,
      sum(n.signo * extract(epoch from n.fin - n.inicio) / 60), sum(n.signo)
    from (select 1 as signo, * from nuevas union all select -1, * from viejas) n
    where n.estado <> 'retenida'
    group by 1, 3, 4, 5, 6
    having sum(n.signo) <> 0 or sum(n.signo * extract(epoch from n.fin - n.inicio)) <> 0
    union all
    select n.clinica_id, 'espera', n.fecha, n.sucursal_id, n.profesional_id, '', t.signo * round(extract(epoch from e.en - l.en)), t.signo
    from viejas v
    join nuevas n on n.clinica_id = v.clinica_id and n.id = v.id
    join (values ('llego', 'en_atencion', 1), ('en_atencion', 'llego', -1)) t(de, a, signo) on t.de = v.estado and t.a = n.estado
    join llegadas l on l.clinica_id = n.clinica_id and l.cita_id = n.id
    cross join lateral (
      select e.en from citas_estados e
      where e.clinica_id = n.clinica_id and e.cita_id = n.id and e.de = 'llego' and e.a = 'en_atencion'
      order by e.id desc limit 1) e;
  end if;
  return null;
end $$;
create or replace trigger acumular_nuevas after insert on citas referencing new table as nuevas
  for each statement execute function acumular_citas();
create or replace trigger acumular_cambiadas after update on citas referencing old table as viejas new table as nuevas
  for each statement execute function acumular_citas();

-- Exact at any moment, because one statement sees both or neither side of a fold: of a day there may be many rows, to be summed.
create or replace view acumulados_totales with (security_invoker = true) as
  select clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta from acumulados
  union all
  select clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta from acumulados_deltas;
grant select on acumulados_totales to app;

-- Moves what was appended into the sums, as many rows as are asked for; returns how many they were. One at a time: who finds another
-- at it has nothing to do.
create or replace function plegar_acumulados(p_limite int) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_cuantos bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('plegar_acumulados')) then return 0; end if;
  with tomados as (
    delete from acumulados_deltas d
    using (select t.clinica_id, t.id from acumulados_deltas t order by t.clinica_id, t.id limit p_limite) t
    where d.clinica_id = t.clinica_id and d.id = t.id
    returning d.*),
  sumados as (
    insert into acumulados as a (clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta)
    select clinica_id, tipo, fecha, sucursal, profesional, clave, sum(monto), sum(cuenta) from tomados group by 1, 2, 3, 4, 5, 6
    on conflict (clinica_id, tipo, fecha, sucursal, profesional, clave)
      do update set monto = a.monto + excluded.monto, cuenta = a.cuenta + excluded.cuenta)
  select count(*) into v_cuantos from tomados;
  return v_cuantos;
end $$;
call entregar_al_puente('plegar_acumulados(int)');

-- The same sums out of the rows themselves: what they are made of at first, and what they are checked against.
create or replace view acumulados_filas with (security_invoker = true) as
  select p.clinica_id, 'medio' as tipo, (p.en at time zone cl.zona)::date as fecha, c.sucursal_id as sucursal, 0::bigint as profesional,
    m.medio as clave, sum(m.monto) as monto, count(*) as cuenta
  from pagos p
  join clinicas cl on cl.id = p.clinica_id
  join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  group by 1, 3, 4, 6
  union all
  select a.clinica_id, 'profesional', (coalesce(r.en, p.en) at time zone cl.zona)::date, c.sucursal_id,
    coalesce(l.profesional_id, ci.profesional_id), '', sum(a.monto), count(*)
  from asignaciones a
  join clinicas cl on cl.id = a.clinica_id
  join ventas_lineas l on l.clinica_id = a.clinica_id and l.id = a.venta_linea_id and l.prestacion_id is not null
  join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
  left join citas ci on ci.clinica_id = v.clinica_id and ci.id = v.cita_id
  join pagos p on p.clinica_id = a.clinica_id and p.id = a.pago_id
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  left join reasignaciones r on r.clinica_id = a.clinica_id and r.id = a.reasignacion_id
  where coalesce(l.profesional_id, ci.profesional_id) is not null
  group by 1, 3, 4, 5
  union all
  select v.clinica_id, x.tipo, (v.emitida at time zone cl.zona)::date, c.sucursal_id, 0, x.clave, sum(x.monto), count(*)
  from ventas v
  join clinicas cl on cl.id = v.clinica_id
  join sesiones_caja s on s.clinica_id = v.clinica_id and s.id = v.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  cross join lateral partes_de_venta(v.estado, v.exento, v.neto, v.iva, v.total, v.pagado) x
  group by 1, 2, 3, 4, 6
  union all
  select p.clinica_id, p.tipo, p.fecha, p.sucursal_id, p.profesional_id, p.clave, sum(p.monto), sum(p.cuenta)::bigint
  from producciones_partes p where p.estado = 'emitida'
  group by 1, 2, 3, 4, 5, 6
  union all
  select p.clinica_id, 'pago', (p.en at time zone cl.zona)::date, c.sucursal_id, 0, p.tipo, sum(p.total), count(*)
  from pagos p
  join clinicas cl on cl.id = p.clinica_id
  join sesiones_caja s on s.clinica_id = p.clinica_id and s.id = p.sesion_id
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  group by 1, 3, 4, 6
  union all
  select c.clinica_id, 'cita', c.fecha, c.sucursal_id, c.profesional_id, c.estado, sum(extract(epoch from c.fin - c.inicio) / 60), count(*)
  from citas c where c.estado <> 'retenida'
  group by 1, 3, 4, 5, 6
  union all
  select c.clinica_id, 'espera', c.fecha, c.sucursal_id, c.profesional_id, '', sum(round(extract(epoch from e.en - l.en))), count(*)
  from citas c
  join llegadas l on l.clinica_id = c.clinica_id and l.cita_id = c.id
  cross join lateral (
    select e.en from citas_estados e
    where e.clinica_id = c.clinica_id and e.cita_id = c.id and e.de = 'llego' and e.a = 'en_atencion' order by e.id desc limit 1) e
  where c.estado in ('en_atencion', 'atendida')
  group by 1, 3, 4, 5;
grant select on acumulados_filas to app;

-- Of the present clinic, anew; nobody writes meanwhile.
create or replace procedure rehacer_acumulados() language plpgsql as $$
begin
  lock table ventas, ventas_lineas, pagos, pagos_medios, asignaciones, citas in share row exclusive mode;
  perform pg_advisory_xact_lock(hashtext('plegar_acumulados'));
  delete from acumulados_deltas where clinica_id = clinica_actual();
  delete from acumulados where clinica_id = clinica_actual();
  insert into acumulados (clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta)
  select clinica_id, tipo, fecha, sucursal, profesional, clave, monto, cuenta from acumulados_filas where clinica_id = clinica_actual();
end $$;

-- What was there before the tables were, in the transaction that makes the triggers: no write falls in between.
do $$
declare
  v_clinicas int[];
  v_clinica int;
begin
  if to_regclass('acumulados_por_rehacer') is null then return; end if;
  -- the rows of every clinic: forced row security would hide them from the owner
  alter table clinicas no force row level security;
  v_clinicas := array(select id from clinicas order by id);
  alter table clinicas force row level security;
  foreach v_clinica in array v_clinicas loop
    perform set_config('app.clinica_id', v_clinica::text, true);
    call rehacer_acumulados();
  end loop;
  perform set_config('app.clinica_id', '', true);
  drop table acumulados_por_rehacer;
end $$;

-- By the day, which is the row that is named (20261129); where the sum is right and how many they are is not, it says how many.
create or replace view descuadres_acumulados with (security_invoker = true) as
  select x.clinica_id, 'acumulado de ' || x.tipo || ' = suma de sus filas' as regla, 'acumulados' as tabla,
    to_char(x.fecha, 'YYYYMMDD')::bigint as fila_id,
    case when x.dice <> x.deberia then x.dice else x.cuantos end as dice,
    case when x.dice <> x.deberia then x.deberia else x.cuantas end as deberia
  from (
    select clinica_id, tipo, fecha, sucursal, profesional, clave, sum(dice) as dice, sum(cuantos) as cuantos, sum(deberia) as deberia,
      sum(cuantas) as cuantas
    from (
      select clinica_id, tipo, fecha, sucursal, profesional, clave, monto as dice, cuenta as cuantos, 0 as deberia, 0 as cuantas
      from acumulados_totales
      union all
      select clinica_id, tipo, fecha, sucursal, profesional, clave, 0, 0, monto, cuenta from acumulados_filas) u
    group by 1, 2, 3, 4, 5, 6) x
  where x.dice <> x.deberia or x.cuantos <> x.cuantas;
grant select on descuadres_acumulados to app;

-- agenda: the minutes that each professional who works here offers on each date of a window: their hours, without what was taken from
-- them. Who left offers nothing, also of the days before.
create or replace function minutos_ofrecidos(p_desde date, p_dias int)
returns table (sucursal_id bigint, profesional_id bigint, fecha date, minutos numeric)
language sql stable as $$
  with j as materialized (
    select j.sucursal_id, j.profesional_id, j.fecha, j.inicio, j.fin
    from jornadas(array(select p.id from profesionales p where p.clinica_id = clinica_actual() and p.estado = 'activo'), p_desde, p_dias) j
    where j.inicio < j.fin
  ), quitado as materialized (
    select x.profesional_id, range_agg(x.rango) as m from bloqueos x
    where x.clinica_id = clinica_actual() and x.profesional_id is not null and x.anulado is null
      and x.fin > (select min(j.inicio) from j) and x.inicio < (select max(j.fin) from j)
    group by 1
  )
  select j.sucursal_id, j.profesional_id, j.fecha, sum(case when q.m && tstzrange(j.inicio, j.fin) then (
      select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
      from unnest(tstzmultirange(tstzrange(j.inicio, j.fin)) - q.m) r)
    else extract(epoch from j.fin - j.inicio) end) / 60
  from j left join quitado q on q.profesional_id = j.profesional_id
  group by 1, 2, 3
$$;

-- bodega: what there is in each sucursal, at its average cost.
create or replace view bodega_valor with (security_invoker = true) as
  select e.clinica_id, d.sucursal_id, sum(e.cantidad * e.costo_promedio) as valor
  from existencias e join depositos d on d.clinica_id = e.clinica_id and d.id = e.deposito_id
  group by 1, 2;
grant select on bodega_valor to app;

-- catalogos: the places of a clinic.
create or replace view sucursales_breves with (security_invoker = true) as
  select s.clinica_id, s.id, s.nombre from sucursales s;
grant select on sucursales_breves to app;
