-- the views of src/db/routines stand on these tables
drop view if exists fusiones_vigentes, citas_por_paciente, ventas_por_paciente, abonos_por_paciente, mensajes_por_paciente;
drop table fusiones;
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso = 'pacientes.fusionar';
alter table roles_permisos force row level security;
delete from permisos where codigo = 'pacientes.fusionar';
