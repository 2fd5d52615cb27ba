drop view if exists bodega_alertas;
drop table consumos_pendientes, recetas, movimientos, lotes, existencias, insumos, depositos;
delete from permisos where codigo = 'bodega.pendiente';
