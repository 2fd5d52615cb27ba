-- The agenda: working hours, the one availability function, and the nets under the states of a cita.

-- The blocks that some professionals work on the dates of a window, as instants. An excepción replaces a date's horario
-- and outranks its feriado; a block keeps its wall start, because its grid is anchored there.
create or replace function jornadas(p_profesionales bigint[], p_desde date, p_dias int)
returns table (
  profesional_id bigint, sucursal_id bigint, box_id bigint, fecha date, desde time, hasta time, inicio timestamptz, fin timestamptz)
language sql stable as $$
  with dias as materialized (
    select p_desde + n as fecha, extract(isodow from p_desde + n)::smallint as isodow from generate_series(0, p_dias - 1) n
  ), cerrados as materialized (
    select s.id as sucursal_id, d.fecha
    from sucursales s cross join dias d
    left join lateral (
      select bool_or(fc.atiende) filter (where fc.sucursal_id is not null) as suya, bool_or(fc.atiende) as todas
      from feriados_clinica fc
      where fc.clinica_id = s.clinica_id and fc.fecha = d.fecha and (fc.sucursal_id is null or fc.sucursal_id = s.id)) c on true
    where s.clinica_id = clinica_actual() and not coalesce(c.suya, c.todas, not exists (
      select from feriados f where f.fecha = d.fecha and f.ambito in (s.region, split_part(s.region, '-', 1))))
  ), especiales as materialized (
    select e.profesional_id, e.sucursal_id, e.box_id, e.fecha, e.desde, e.hasta from excepciones e
    where e.clinica_id = clinica_actual() and e.profesional_id = any (p_profesionales)
      and e.fecha >= p_desde and e.fecha < p_desde + p_dias
  ), bloques as (
    select h.profesional_id, h.sucursal_id, h.box_id, d.fecha, h.desde, h.hasta
    from horarios h
    join profesionales p on p.clinica_id = h.clinica_id and p.id = h.profesional_id
    join dias d on d.isodow = h.isodow and d.fecha >= h.vigente_desde and (h.vigente_hasta is null or d.fecha <= h.vigente_hasta)
    where h.clinica_id = clinica_actual() and h.profesional_id = any (p_profesionales)
      and (p.trabaja_feriados or (h.sucursal_id, d.fecha) not in (select c.sucursal_id, c.fecha from cerrados c))
      and (h.profesional_id, d.fecha) not in (select e.profesional_id, e.fecha from especiales e)
    union all
    select * from especiales e where e.desde is not null
  )
  select b.*, (b.fecha + b.desde) at time zone cl.zona, (b.fecha + b.hasta) at time zone cl.zona
  from bloques b cross join clinicas cl where cl.id = clinica_actual()
$$;

-- Whether a professional already has all the citas of a prestación that its limits allow around a date.
create or replace function limite_alcanzado(p_prestacion bigint, p_profesional bigint, p_fecha date, p_sin_cita bigint) returns boolean
language sql stable as $$
  select exists (
    select from prestaciones pr join clinicas cl on cl.id = pr.clinica_id
    cross join lateral (values (pr.limite_dia, 'day'), (pr.limite_semana, 'week'), (pr.limite_mes, 'month')) l(maximo, periodo)
    where pr.clinica_id = clinica_actual() and pr.id = p_prestacion and l.maximo <= (
      select count(*) from citas c
      where c.clinica_id = pr.clinica_id and c.prestacion_id = pr.id and c.profesional_id = p_profesional
        and c.inicio >= date_trunc(l.periodo, p_fecha::timestamp) at time zone cl.zona
        and c.inicio < (date_trunc(l.periodo, p_fecha::timestamp) + ('1 ' || l.periodo)::interval) at time zone cl.zona
        and c.bloquea and (c.vence is null or c.vence > ahora()) and c.id is distinct from p_sin_cita))
$$;

-- The free slots of a prestación: what every screen offers and every booking confirms. p_profesional, p_sucursal: null
-- for all; p_sin_cita: a cita that is being moved and so does not stand in its own way. One row a professional and
-- start, with the first box and plaza free for it when it needs one.
-- Its joins are of lists of hundreds that the planner takes for one row: nested loops would make them quadratic.
create or replace function horas_libres(
  p_prestacion bigint, p_profesional bigint, p_desde date, p_dias int, p_sucursal bigint default null, p_sin_cita bigint default null)
returns table (
  profesional_id bigint, sucursal_id bigint, box_id bigint, plaza smallint, fecha date,
  inicio timestamptz, fin timestamptz, ocupa_desde timestamptz, ocupa_hasta timestamptz)
language plpgsql stable set jit = off set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_clinica int := clinica_actual();
  v_ahora timestamptz := ahora();
  v_quienes bigint[];
  v_zona text;
  v_margenes boolean;
  v_con_box boolean;
  v_duracion interval;
  v_paso interval;
  v_antes interval;
  v_despues interval;
  v_aviso interval;
  v_horizonte int;
  v_desde timestamptz;
  v_hasta timestamptz;
  v_limites boolean;
begin
  select cl.zona, coalesce((cl.ajustes ->> 'margenes_en_horario')::boolean, false),
    make_interval(mins => pr.duracion), make_interval(mins => pr.paso), make_interval(mins => pr.antes), make_interval(mins => pr.despues),
    make_interval(mins => pr.aviso_minimo), pr.horizonte,
    num_nonnulls(pr.limite_dia, pr.limite_semana, pr.limite_mes) > 0,
    exists (select from prestaciones_boxes pb where pb.clinica_id = pr.clinica_id and pb.prestacion_id = pr.id),
    array(select pp.profesional_id from prestaciones_profesionales pp
      join profesionales p on p.clinica_id = pp.clinica_id and p.id = pp.profesional_id and p.estado = 'activo'
      where pp.clinica_id = pr.clinica_id and pp.prestacion_id = pr.id and (p_profesional is null or pp.profesional_id = p_profesional))
  into v_zona, v_margenes, v_duracion, v_paso, v_antes, v_despues, v_aviso, v_horizonte, v_limites, v_con_box, v_quienes
  from prestaciones pr join clinicas cl on cl.id = pr.clinica_id
  where pr.clinica_id = v_clinica and pr.id = p_prestacion and pr.estado = 'activa';
  v_desde := p_desde::timestamp at time zone v_zona - v_antes;
  v_hasta := (p_desde + p_dias)::timestamp at time zone v_zona + v_despues;
  return query
  with bloques as materialized (
    select j.*, v_con_box or j.box_id is not null as con_box,
      -- the zone stays put inside the block: steps of its wall clock are steps of time, without a conversion each
      (j.inicio at time zone v_zona)::time = j.desde and j.fin - j.inicio = j.hasta - j.desde as parejo,
      range_agg(tstzrange(j.inicio, j.fin)) over (partition by j.profesional_id, j.sucursal_id, j.box_id) as trabajo
    from jornadas(v_quienes, p_desde, p_dias) j
    where j.inicio < j.fin and (p_sucursal is null or j.sucursal_id = p_sucursal)
      and j.fecha <= (v_ahora at time zone v_zona)::date + v_horizonte
      and not (v_limites and limite_alcanzado(p_prestacion, j.profesional_id, j.fecha, p_sin_cita))
  ), ocupado as materialized (
    select o.profesional_id, range_agg(o.rango) as m from (
      select c.profesional_id, c.ocupa as rango from citas c
      where c.clinica_id = v_clinica and c.profesional_id = any (v_quienes)
        and c.ocupa_desde > v_desde - interval '24 hours' and c.ocupa_desde < v_hasta and c.ocupa_hasta > v_desde
        and c.bloquea and (c.vence is null or c.vence > v_ahora) and c.id is distinct from p_sin_cita
      union all
      select x.profesional_id, x.rango from bloqueos x
      where x.clinica_id = v_clinica and x.profesional_id = any (v_quienes) and x.fin > v_desde and x.inicio < v_hasta and x.anulado is null) o
    group by 1
  ), plazas as materialized (
    select x.sucursal_id, x.id as box_id, n::smallint as plaza, coalesce(u.m, '{}') as m
    from boxes x
    cross join lateral generate_series(1, x.capacidad) n
    left join lateral (
      select range_agg(o.rango) as m from (
        select c.ocupa as rango from citas c
        where c.clinica_id = v_clinica and c.sucursal_id = x.sucursal_id and c.box_id = x.id and c.plaza = n
          and c.ocupa_desde > v_desde - interval '24 hours' and c.ocupa_desde < v_hasta and c.ocupa_hasta > v_desde
          and c.bloquea and (c.vence is null or c.vence > v_ahora) and c.id is distinct from p_sin_cita
        union all
        select q.rango from bloqueos q
        where q.clinica_id = v_clinica and q.box_id = x.id and q.fin > v_desde and q.inicio < v_hasta and q.anulado is null) o) u on true
    where x.clinica_id = v_clinica and x.estado = 'activo'
      and (not v_con_box or x.id in (
        select pb.box_id from prestaciones_boxes pb where pb.clinica_id = v_clinica and pb.prestacion_id = p_prestacion))
      and x.sucursal_id in (select b.sucursal_id from bloques b)
  ), candidatas as (
    select b.*, s.inicio as empieza, s.inicio + v_duracion as termina, r.ocupa
    from bloques b
    left join ocupado o on o.profesional_id = b.profesional_id
    cross join lateral (
      select generate_series(b.inicio, b.fin - interval '1 microsecond', v_paso) as inicio where b.parejo
      union all
      select muro at time zone v_zona from generate_series(b.fecha + b.desde, b.fecha + b.hasta - interval '1 microsecond', v_paso) muro
      -- an hour that the zone skips has no slots
      where not b.parejo and (muro at time zone v_zona) at time zone v_zona = muro) s
    cross join lateral (select tstzrange(s.inicio - v_antes, s.inicio + v_duracion + v_despues) as ocupa) r
    where s.inicio >= v_ahora + v_aviso and (o.m is null or not o.m && r.ocupa)
      and b.trabajo @> case when v_margenes then r.ocupa else tstzrange(s.inicio, s.inicio + v_duracion) end
  )
  select c.profesional_id, c.sucursal_id, z.box_id, z.plaza, c.fecha, c.empieza, c.termina, lower(c.ocupa), upper(c.ocupa)
  from candidatas c
  left join lateral (
    select p.box_id, p.plaza from plazas p
    where c.con_box and p.sucursal_id = c.sucursal_id and p.box_id = coalesce(c.box_id, p.box_id) and not p.m && c.ocupa
    order by p.box_id, p.plaza limit 1) z on true
  where not c.con_box or z.box_id is not null
  order by c.empieza, c.profesional_id;
end $$;

-- How many citas each professional has on each date of a window: who has the fewest is offered first.
create or replace function carga_del_dia(p_desde date, p_dias int) returns table (profesional_id bigint, fecha date, citas bigint)
language sql stable as $$
  select c.profesional_id, c.fecha, count(*) from citas c
  where c.clinica_id = clinica_actual() and c.bloquea and (c.vence is null or c.vence > ahora())
    -- joined, the zone would make these a filter over all the citas there are
    and c.inicio >= p_desde::timestamp at time zone (select cl.zona from clinicas cl where cl.id = clinica_actual())
    and c.inicio < (p_desde + p_dias)::timestamp at time zone (select cl.zona from clinicas cl where cl.id = clinica_actual())
  group by 1, 2
$$;

-- The holds of whoever asks, the newest first.
create or replace function retenidas_propias() returns table (id bigint, n bigint) language sql stable as $$
  select c.id, row_number() over (order by c.id desc)
  from citas c join retenciones r on r.clinica_id = c.clinica_id and r.cita_id = c.id
  where c.clinica_id = clinica_actual() and c.vence is not null and r.membresia_id = membresia_actual()
$$;

-- A hold past its time no longer stands for anybody; the constraints cannot know it, so a booking sweeps its range first.
create or replace function soltar_vencidas(p_desde timestamptz, p_hasta timestamptz) returns bigint language sql volatile as $$
  with sueltas as (
    delete from citas where clinica_id = clinica_actual() and vence <= ahora() and ocupa_desde < p_hasta and ocupa_hasta > p_desde
    returning 1)
  select count(*) from sueltas
$$;

-- What a clinic says of booking without an account.
create or replace view ajustes_en_linea with (security_invoker = true) as
  select c.id as clinica_id, coalesce((c.ajustes #>> '{en_linea,abierta}')::boolean, false) as abierta,
    coalesce((c.ajustes #>> '{en_linea,aprobar}')::boolean, false) as aprobar, md5(c.ajustes::text) as huella
  from clinicas c;
grant select on ajustes_en_linea to app;

-- The worker has no clinic of its own: where is there something to let go?
create or replace function clinicas_con_retenidas_vencidas(p_ahora timestamptz) returns setof int
language sql stable security definer set search_path = public, pg_temp as $$
  select clinica_id from citas where vence <= coalesce(p_ahora, ahora())
  union
  select clinica_id from reservas_en_linea where estado in ('abierta', 'por_aprobar') and vence <= coalesce(p_ahora, ahora())
$$;
call entregar_al_puente('clinicas_con_retenidas_vencidas(timestamptz)');

create or replace procedure rechazar_cita(p_regla text, p_texto text) language plpgsql as $$
begin
  raise exception '%', p_texto using errcode = 'check_violation', constraint = p_regla, table = 'citas';
end $$;

-- Whether a cita that would block passes a limit of its prestación. Counted one at a time for each professional: two that
-- count at once would both find room.
create or replace function sobre_limite(p_prestacion bigint, p_profesional bigint, p_fecha date, p_cita bigint) returns boolean
language plpgsql as $$
begin
  if not exists (
    select from prestaciones where clinica_id = clinica_actual() and id = p_prestacion
      and num_nonnulls(limite_dia, limite_semana, limite_mes) > 0)
  then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'limite', clinica_actual(), p_prestacion, p_profesional), 0));
  return limite_alcanzado(p_prestacion, p_profesional, p_fecha, p_cita);
end $$;

-- The net under services::citas: legal births and changes, the local date, the limits that a CHECK cannot see.
create or replace function cuidar_cita() returns trigger language plpgsql as $$
declare
  v_zona text;
  v_regreso boolean;
begin
  select zona into v_zona from clinicas where id = new.clinica_id;
  new.fecha := (lower(new.rango) at time zone v_zona)::date;
  if tg_op = 'INSERT' then
    if new.estado not in ('retenida', 'reservada') and not (new.estado = 'llego' and new.origen = 'sin_hora') then
      call rechazar_cita('citas_transicion', 'una cita no nace ' || new.estado);
    end if;
    -- No row, as when somebody took the slot first. A sobrecupo goes over on purpose.
    if new.sobrecupo is null and sobre_limite(new.prestacion_id, new.profesional_id, new.fecha, new.id) then
      return null;
    end if;
    new.estado_desde := ahora();
  else
    new.version := old.version + 1;
    if new.estado <> old.estado then
      select regreso into v_regreso from citas_transiciones where de = old.estado and a = new.estado;
      if v_regreso is null or (v_regreso and (
        (old.estado_desde at time zone v_zona)::date <> (ahora() at time zone v_zona)::date
        or new.estado is distinct from (
          select e.de from citas_estados e where e.clinica_id = old.clinica_id and e.cita_id = old.id order by e.id desc limit 1)))
      then
        call rechazar_cita('citas_transicion', 'una cita no pasa de ' || old.estado || ' a ' || new.estado);
      end if;
      if new.estado = 'no_asistio' and lower(new.rango) > ahora() then
        call rechazar_cita('citas_aun_no_empieza', 'la cita aun no empieza');
      end if;
      if v_regreso and not old.bloquea and new.sobrecupo is null
        and sobre_limite(new.prestacion_id, new.profesional_id, new.fecha, new.id)
      then
        call rechazar_cita('citas_limite', 'sin cupos de esa prestacion');
      end if;
      new.estado_desde := ahora();
    end if;
  end if;
  if new.sobrecupo > (select sobrecupos_maximo from profesionales where clinica_id = new.clinica_id and id = new.profesional_id) then
    call rechazar_cita('citas_sobrecupo_maximo', 'sobrecupos del dia agotados');
  end if;
  if new.plaza > (select capacidad from boxes where clinica_id = new.clinica_id and id = new.box_id) then
    call rechazar_cita('citas_plaza_maxima', 'el box no tiene esa plaza');
  end if;
  return new;
end $$;

create or replace function anotar_estado_cita() returns trigger language plpgsql as $$
begin
  if new.estado <> 'retenida' then
    insert into citas_estados (clinica_id, cita_id, de, a, quien, motivo)
    values (new.clinica_id, new.id, case when tg_op = 'UPDATE' then old.estado end, new.estado, new.estado_quien, new.estado_motivo);
  end if;
  return null;
end $$;

create or replace function solo_retenidas() returns trigger language plpgsql as $$
begin
  if old.estado <> 'retenida' then call rechazar_cita('citas_no_se_borra', 'una cita se anula, no se borra'); end if;
  return old;
end $$;

create or replace trigger cuidar before insert or update on citas for each row execute function cuidar_cita();
create or replace trigger anotar_nacida after insert on citas for each row execute function anotar_estado_cita();
create or replace trigger anotar_cambio after update of estado on citas for each row
  when (old.estado <> new.estado) execute function anotar_estado_cita();
create or replace trigger solo_retenidas before delete on citas for each row execute function solo_retenidas();

create or replace function heredar_serie() returns trigger language plpgsql as $$
begin
  insert into citas_de_serie (clinica_id, cita_id, serie_id)
  select s.clinica_id, new.id, s.serie_id from citas_de_serie s where s.clinica_id = new.clinica_id and s.cita_id = new.reagendada_de;
  return null;
end $$;
create or replace trigger heredar_serie after insert on citas for each row
  when (new.reagendada_de is not null) execute function heredar_serie();

-- The citas of both halves of a merge are of one person, which the exclusion constraint cannot see. The key share (the one that the
-- reference takes anyway) makes a merge, which takes its patients for update, wait for this transaction; the lock on who lives makes
-- the citas of two halves wait for each other.
create or replace function cuidar_fusionado() returns trigger language plpgsql as $$
declare
  v_vigente bigint;
begin
  select case when p.fusionado_en is null then p.id else p.fusionado_en end into v_vigente
  from pacientes p where p.clinica_id = new.clinica_id and p.id = new.paciente_id for key share;
  if not exists (select from pacientes p where p.clinica_id = new.clinica_id and p.fusionado_en = v_vigente) then return null; end if;
  perform from pacientes p where p.clinica_id = new.clinica_id and p.id = v_vigente for no key update;
  if exists (
    select from pacientes p join citas c on c.clinica_id = p.clinica_id and c.paciente_id = p.id
    where p.clinica_id = new.clinica_id and (p.id = v_vigente or p.fusionado_en = v_vigente) and c.id <> new.id and c.bloquea
      and (c.vence is null or c.vence > ahora())
      and c.inicio > new.inicio - interval '24 hours' and c.inicio < new.fin and c.fin > new.inicio)
  then
    call rechazar_cita('citas_paciente_ocupado', 'la otra mitad de una fusion tiene una cita a esa hora');
  end if;
  return null;
end $$;
create or replace trigger cuidar_fusionado_nueva after insert on citas for each row
  when (new.bloquea and new.paciente_id is not null) execute function cuidar_fusionado();
create or replace trigger cuidar_fusionado_cambio after update on citas for each row
  when (new.bloquea and new.paciente_id is not null
    and (not old.bloquea or new.rango <> old.rango or new.paciente_id is distinct from old.paciente_id))
  execute function cuidar_fusionado();
