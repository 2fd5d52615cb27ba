drop table solicitudes_pasos, solicitudes_datos;
alter table pacientes drop column bloqueado;
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso = 'privacidad.resolver';
alter table roles_permisos force row level security;
delete from permisos where codigo = 'privacidad.resolver';
