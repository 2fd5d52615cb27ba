alter table movimientos drop constraint movimientos_documento_tipo;
alter table movimientos add constraint movimientos_documento_tipo check (documento_tipo in
  ('recepcion', 'venta', 'cita', 'ajuste', 'merma', 'traslado', 'inventario', 'devolucion'));
drop table documentos_bodega;
