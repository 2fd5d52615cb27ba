-- the routines of src/db/routines stand on these
drop trigger if exists cuidar_bloqueo on pacientes;
drop trigger if exists cuidar_bloqueo on contactos_paciente;
drop trigger if exists cuidar_bloqueo on adjuntos;
drop view if exists pacientes_breves cascade;
drop table solicitudes_pasos, solicitudes_datos;
alter table pacientes drop column bloqueado;
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso = 'privacidad.resolver';
alter table roles_permisos force row level security;
delete from permisos where codigo = 'privacidad.resolver';
