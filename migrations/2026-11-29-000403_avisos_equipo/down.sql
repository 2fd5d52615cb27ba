drop view if exists equipo_permisos, bodega_alertas, insumos_bajos, sesiones_abiertas;
drop table avisos_callados;
