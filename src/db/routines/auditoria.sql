-- The days of the audit: over, then sealed, then, years later, gone. What a leaf and a seal are made of is the program's.

-- Writes down each day that is over, with the number of a transaction that begins after it. A row takes its date once its
-- transaction has a number, so those that wrote in the day have a lower one, committed or not. The five minutes are for a
-- clock that is put right by a little. A number that is yet to come is of another cluster, before a dump was loaded here.
create or replace function cerrar_dias_auditoria() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  hoy date := ((clock_timestamp() - interval '5 minutes') at time zone 'UTC')::date;
  primero date := (select max(dia) + 1 from dias_auditoria);
  numero bigint;
begin
  if pg_current_xact_id_if_assigned() is not null then
    raise exception 'cerrar_dias_auditoria() goes in a transaction of its own';
  end if;
  if primero is null then select (min(en) at time zone 'UTC')::date into primero from auditoria; end if;
  if not (primero < hoy or exists (select from dias_auditoria where sellado is null)) then return; end if;
  numero := pg_current_xact_id()::text::bigint;
  insert into dias_auditoria (dia, horizonte)
  select d::date, numero from generate_series(primero, hoy - 1, interval '1 day') d on conflict do nothing;
  update dias_auditoria set horizonte = numero where sellado is null and horizonte > numero;
end $$;
call entregar_al_puente('cerrar_dias_auditoria()');

-- Who has rows in a day, or a seal of it: clinics that work no more and the platform, 0, among them.
create or replace function rastros_auditoria(p_dia date) returns table (clinica int, filas boolean, sello boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select * from (
    select c.id,
      exists (
        select from auditoria a where a.clinica_id = c.id
        and a.en >= p_dia::timestamp at time zone 'UTC' and a.en < (p_dia + 1)::timestamp at time zone 'UTC') as filas,
      exists (select from sellos_auditoria s where s.clinica_id = c.id and s.dia = p_dia) as sello
    from (select id from clinicas union all select 0) c) r
  where filas or sello order by id;
$$;
call entregar_al_puente('rastros_auditoria(date)');

-- From now on no row is dated in the day. Only the oldest that waits, and only when all who wrote in it have ended.
create or replace function sellar_dia_auditoria(p_dia date, p_resumen bytea, p_anterior bytea, p_sello bytea) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  with sellada as (
    update dias_auditoria set sellado = ahora(), resumen = p_resumen, anterior = p_anterior, sello = p_sello
    where dia = p_dia and sellado is null and horizonte <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      and not exists (select from dias_auditoria d where d.dia < p_dia and d.sellado is null)
    returning 1)
  select exists (select from sellada);
$$;
call entregar_al_puente('sellar_dia_auditoria(date, bytea, bytea, bytea)');

-- For how many years the audit stands: a month is of all clinics, so the one that keeps it longest decides; never less than
-- a clinical record, 15 years (Ley 20.584, article 13), whatever a row says.
create or replace function anios_auditoria() returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select greatest(15, max(auditoria_anios)) from clinicas;
$$;
call entregar_al_puente('anios_auditoria()');

-- Drops a month that is old enough and sealed whole, and writes down that it did. The age is by the true clock: whoever may
-- set app.ahora may not thereby make the audit old.
create or replace function retirar_auditoria(p_mes date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  anios int := anios_auditoria();
  fin date := (p_mes + interval '1 month')::date;
  personal text := 'auditoria_personal_p' || to_char(p_mes, 'YYYYMM');
  registro text := 'auditoria_p' || to_char(p_mes, 'YYYYMM');
  hay boolean;
begin
  if fin + make_interval(years => anios) > clock_timestamp() at time zone 'UTC' then
    raise exception 'la auditoría se conserva % años', anios
      using errcode = 'check_violation', constraint = 'retiros_auditoria_edad', table = 'retiros_auditoria';
  end if;
  execute format('select exists (select from %I a where not exists (
    select from dias_auditoria d where d.sellado is not null and d.dia = (a.en at time zone ''UTC'')::date))', registro) into hay;
  if hay then
    raise exception 'el mes % no está sellado entero', p_mes
      using errcode = 'check_violation', constraint = 'retiros_auditoria_sello', table = 'retiros_auditoria';
  end if;
  insert into retiros_auditoria (mes, en, filas, anios)
  select p_mes, clock_timestamp(), coalesce(sum(filas), 0), anios from sellos_auditoria where dia >= p_mes and dia < fin;
  execute format('drop table %I, %I', registro, personal);
end $$;
call entregar_al_puente('retirar_auditoria(date)');
