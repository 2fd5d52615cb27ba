-- the routines of src/db/routines stand on these tables
drop view if exists consentimientos_por_paciente;
drop function if exists reclamar_envios(timestamptz, interval, int, int, text, int, int, text), recordatorios_por_escribir(timestamptz, int),
  whatsapp_de(int, bigint, text, text);
drop trigger if exists consentir on pacientes;
drop function if exists consentir();
drop index envios_por_reclamar;
create index envios_por_reclamar on envios (clinica_id, proximo) where estado in ('pendiente', 'enviando');
drop index envios_externo;
alter table envios drop column leido, drop column entregado, drop column externo, drop column canal;
drop index mensajes_message_id;
alter table mensajes drop column plantilla;
drop table consentimientos_whatsapp, plantillas_whatsapp, canales_whatsapp;
