drop view if exists avisos_alertas;
drop table eventos, trabajos, envios, mensajes;
