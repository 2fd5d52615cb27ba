drop table intentos_ingreso, enlaces_usuario, sesiones_usuario, roles_permisos, membresias_roles, roles, permisos, membresias, sucursales, clinicas, usuarios;
drop procedure hacer_libro, abrir_puente, aislar;
drop function solo_agregar, peticion_actual, usuario_actual, membresia_actual, clinica_actual, ahora;
drop extension btree_gist;
