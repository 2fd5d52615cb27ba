-- the views of src/db/routines stand on tables that go next
drop view if exists descuadres, descuadres_caja, descuadres_bodega;
alter table ventas drop column convenio_id;
drop table convenios_precios, convenios;
