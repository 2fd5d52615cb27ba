-- It answers one thing more.
drop function if exists reclamar_trabajos(timestamptz, interval, int, int);

-- A job that waits may be called off; one that was given back, or that somebody asked for again, has its attempts anew, though
-- `intentos` only goes up: it is the fence.
alter table trabajos add column perdonados int not null default 0 constraint trabajos_perdonados check (perdonados >= 0);
alter table trabajos drop constraint trabajos_estado;
alter table trabajos add constraint trabajos_estado check (estado in ('pendiente', 'corriendo', 'hecho', 'fallido', 'cancelado'));
alter table trabajos drop constraint trabajos_terminado;
alter table trabajos add constraint trabajos_terminado
  check ((terminado is not null) = (estado in ('hecho', 'fallido', 'cancelado')));

insert into permisos (codigo, descripcion) values ('trabajos.ver', 'Ver los trabajos en segundo plano, repetirlos y cancelarlos');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'trabajos.ver' from roles_permisos where permiso = 'auditoria.ver';
alter table roles_permisos force row level security;
