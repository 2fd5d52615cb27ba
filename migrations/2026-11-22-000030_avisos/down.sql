drop table eventos, trabajos, envios, mensajes;
