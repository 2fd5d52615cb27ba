drop index pacientes_nombre_normal;
drop table importacion_filas;
drop table importaciones;
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso = 'pacientes.importar';
alter table roles_permisos force row level security;
delete from permisos where codigo = 'pacientes.importar';
