-- the routines of src/db/routines stand on these tables
drop view if exists ajustes_avisos cascade;
drop function if exists reclamar_envios(timestamptz, interval, int, int, text, int, int), recordatorios_por_escribir(timestamptz, int),
  silencio_hasta(text, time, time, timestamptz), momento_de_aviso(text, time, time, timestamptz, int),
  clave_de_recordatorio(bigint, timestamptz, int);
alter table prestaciones drop column recordatorios;
drop policy puente on prestaciones;
drop policy puente on citas_estados;
revoke select on prestaciones, citas_estados from puente;
drop table cupos_envio, direcciones_suprimidas, intentos_envio;
alter table envios drop column perdonados;
drop index envios_por_reclamar;
create index envios_por_reclamar on envios (proximo) where estado in ('pendiente', 'enviando');
alter table mensajes drop column vence, drop column cita_id;
