-- the view of src/db/routines stands on this table
drop view if exists adjuntos_por_paciente;
alter table lecturas_ficha drop column adjunto_id;
drop table adjuntos_contenidos, adjuntos;
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso in ('pacientes.adjuntos', 'pacientes.clinicos');
alter table roles_permisos force row level security;
delete from permisos where codigo in ('pacientes.adjuntos', 'pacientes.clinicos');
