-- A report that leaves as a file is read out: from where, and among the readings by when and by whom.
alter table exportaciones add column origen_sesion bigint default sesion_actual(), add column origen_direccion text default direccion_actual();
drop index exportaciones_creada_por;
create index exportaciones_creada_por on exportaciones (clinica_id, creada_por, creada, id);
create index exportaciones_creada on exportaciones (clinica_id, creada, id);
