-- the views of src/db/routines stand on these tables
drop view if exists descuadres, descuadres_caja, descuadres_bodega, presupuestos_detalle, insumos_breves;
drop table presupuestos_ventas, presupuestos_lineas, presupuestos;
drop index series_una_de_presupuestos;
alter table series no force row level security;
delete from series where documento = 'presupuesto';
alter table series force row level security;
alter table series drop constraint series_documento,
  add constraint series_documento check (documento in ('pago', 'nota_credito'));
