drop function if exists plantillas_propias(), huella_de_textos(text, text, text, text);
alter table mensajes disable trigger user;
alter table mensajes no force row level security;
alter table envios no force row level security;
alter table intentos_envio disable trigger user;
alter table intentos_envio no force row level security;
alter table direcciones_suprimidas disable trigger user;
alter table direcciones_suprimidas no force row level security;
delete from direcciones_suprimidas d using mensajes m where m.clinica_id = d.clinica_id and m.id = d.mensaje_id and m.tipo = 'prueba_plantilla';
delete from intentos_envio i using mensajes m where m.clinica_id = i.clinica_id and m.id = i.mensaje_id and m.tipo = 'prueba_plantilla';
delete from envios e using mensajes m where m.clinica_id = e.clinica_id and m.id = e.mensaje_id and m.tipo = 'prueba_plantilla';
delete from mensajes where tipo = 'prueba_plantilla';
alter table direcciones_suprimidas force row level security;
alter table direcciones_suprimidas enable trigger user;
alter table intentos_envio force row level security;
alter table intentos_envio enable trigger user;
alter table envios force row level security;
alter table mensajes force row level security;
alter table mensajes enable trigger user;
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta', 'respuesta_whatsapp'));
drop table plantillas;
