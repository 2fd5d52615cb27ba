drop index movimientos_recientes;
alter table insumos drop column dias_entrega, drop column dias_reserva;
drop table recepciones_lineas, recepciones, ordenes_compra_lineas, ordenes_compra, proveedores;
