drop index sesiones_caja_de_caja;
drop index sesiones_caja_en_orden;
alter table cajas drop column version;
alter table depositos drop column version;
