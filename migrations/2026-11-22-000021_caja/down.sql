-- the views of src/db/routines stand on these tables
drop view if exists pagos_por_medio, pagos_detalle;
alter table consumos_pendientes drop column venta_id;
drop table idempotencia, recibos_impresos, abonos, asignaciones, pagos_medios, pagos, ventas_lineas, ventas, cierres_caja, arqueos_medios,
  arqueos_denominaciones, arqueos, movimientos_caja, sesiones_caja, cajas, series;
