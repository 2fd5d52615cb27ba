drop view if exists equipo_permisos, insumos_bajos, sesiones_abiertas;
drop table avisos_callados;
