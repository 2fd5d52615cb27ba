drop index movimientos_insumo, movimientos_registro, movimientos_efectiva;
drop table traslados_lineas, traslados;
