-- the routines of src/db/routines stand on these tables
drop view if exists avisos_alertas, pacientes_por_telefono;
drop function if exists recibir_whatsapp(timestamptz, jsonb), reclamar_eventos_whatsapp(timestamptz, interval, int, int),
  retirar_eventos_whatsapp(timestamptz), respaldos_whatsapp(int, timestamptz), clinicas_por_respaldar(timestamptz);
alter table roles_permisos no force row level security;
delete from roles_permisos where permiso = 'conversaciones.atender';
alter table roles_permisos force row level security;
delete from permisos where codigo = 'conversaciones.atender';
drop index envios_sin_entregar;
drop index pacientes_telefono;
drop index mensajes_telefono;
alter table mensajes disable trigger user;
alter table mensajes no force row level security;
alter table envios no force row level security;
alter table intentos_envio disable trigger user;
alter table intentos_envio no force row level security;
alter table direcciones_suprimidas disable trigger user;
alter table direcciones_suprimidas no force row level security;
delete from direcciones_suprimidas d using mensajes m where m.clinica_id = d.clinica_id and m.id = d.mensaje_id and m.tipo = 'respuesta_whatsapp';
delete from intentos_envio i using mensajes m where m.clinica_id = i.clinica_id and m.id = i.mensaje_id and m.tipo = 'respuesta_whatsapp';
delete from envios e using mensajes m where m.clinica_id = e.clinica_id and m.id = e.mensaje_id and m.tipo = 'respuesta_whatsapp';
delete from mensajes where tipo = 'respuesta_whatsapp';
alter table direcciones_suprimidas force row level security;
alter table direcciones_suprimidas enable trigger user;
alter table intentos_envio force row level security;
alter table intentos_envio enable trigger user;
alter table envios force row level security;
alter table mensajes force row level security;
alter table mensajes enable trigger user;
alter table mensajes drop constraint mensajes_un_destinatario, drop constraint mensajes_tipo, drop column conversacion_id;
alter table mensajes
  add constraint mensajes_un_destinatario check (num_nonnulls(paciente_id, membresia_id) <= 1),
  add constraint mensajes_tipo check (tipo in (
    'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
    'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta'));
drop table entrantes_whatsapp, conversaciones, eventos_whatsapp;
