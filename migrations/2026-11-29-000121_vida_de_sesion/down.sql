-- the views of src/db/routines stand on these tables
drop view if exists descuadres, descuadres_bodega, descuadres_caja;
drop trigger transicion on sesiones_caja;
drop function sesiones_caja_transicion();
drop index ventas_impagas_de_sesion;
alter table sesiones_caja drop constraint sesiones_caja_contabilizada, drop column contabilizada_por, drop column contabilizada;
alter table cierres_caja drop column impagas, drop column ultimo_movimiento, drop column ultimo_pago, drop column ultima_venta;
drop table reaperturas_caja;
drop table relevos_caja;
alter table movimientos_caja drop column traspaso_id;
drop table traspasos_caja;
drop table aperturas_denominaciones;
