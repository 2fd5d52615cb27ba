-- the routines of src/db/routines stand on these columns
drop view if exists libro_exportaciones;
drop index exportaciones_creada;
drop index exportaciones_creada_por;
create index exportaciones_creada_por on exportaciones (clinica_id, creada_por, id);
alter table exportaciones drop column origen_sesion, drop column origen_direccion;
