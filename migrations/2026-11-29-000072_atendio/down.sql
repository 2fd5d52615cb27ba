-- the views of src/db/routines stand on tables that go next
drop view if exists prestaciones_en_venta, profesionales_breves;
alter table ventas_lineas drop column profesional_id;
