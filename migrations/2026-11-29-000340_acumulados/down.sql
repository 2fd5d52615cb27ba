-- the routines of src/db/routines stand on these tables
drop view if exists descuadres, descuadres_acumulados, acumulados_totales, acumulados_filas, bodega_valor, sucursales_breves;
drop function if exists acumular_medios, acumular_asignaciones, acumular_ventas, acumular_citas cascade;
drop function if exists plegar_acumulados(int), minutos_ofrecidos(date, int);
drop procedure if exists rehacer_acumulados();
drop table acumulados_deltas, acumulados;
drop table if exists acumulados_por_rehacer;
