alter table ventas drop column convenio_id;
drop table convenios_precios, convenios;
