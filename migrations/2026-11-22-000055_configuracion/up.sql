insert into permisos (codigo, descripcion) values
  ('agenda.bloquear', 'Bloquear horas de profesionales y boxes');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'agenda.bloquear' from roles_permisos where permiso in ('agenda.reservar', 'configuracion.editar');
alter table roles_permisos force row level security;

-- The holidays of a coming year, as the program computes them; a date that is known keeps its words.
grant select, insert on feriados to puente;
create function cargar_feriados(p_ambitos text[], p_fechas date[], p_nombres text[], p_irrenunciables boolean[]) returns bigint
language sql security definer set search_path = public, pg_temp
begin atomic
  with nuevos as (
    insert into feriados (ambito, fecha, nombre, irrenunciable)
    select f.ambito, f.fecha, f.nombre, f.irrenunciable
    from unnest(p_ambitos, p_fechas, p_nombres, p_irrenunciables) f (ambito, fecha, nombre, irrenunciable)
    on conflict do nothing
    returning 1)
  select count(*) from nuevos;
end;
revoke all on function cargar_feriados(text[], date[], text[], boolean[]) from public;
alter function cargar_feriados(text[], date[], text[], boolean[]) owner to puente;
grant execute on function cargar_feriados(text[], date[], text[], boolean[]) to app;

alter table sucursales add column version int not null default 1;

-- what was blocked in one go: lunch, every day of a month
alter table bloqueos add column serie uuid;
create index bloqueos_serie on bloqueos (clinica_id, serie) where serie is not null;

-- That a cita stays though it no longer lies in working hours: somebody's decision about that hour, as things then stood.
create table citas_conservadas (
  clinica_id int not null,
  id bigint generated always as identity,
  cita_id bigint not null,
  inicio timestamptz not null,
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint citas_conservadas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint citas_conservadas_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index citas_conservadas_cita on citas_conservadas (clinica_id, cita_id, en);
create index citas_conservadas_por on citas_conservadas (clinica_id, por);
call aislar('citas_conservadas', 'select, insert');
call hacer_libro('citas_conservadas');
