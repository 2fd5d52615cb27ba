drop function if exists titular_de_cuenta(bigint);
alter table mensajes disable trigger user;
alter table mensajes no force row level security;
alter table envios no force row level security;
delete from envios e using mensajes m where m.clinica_id = e.clinica_id and m.id = e.mensaje_id
  and m.tipo in ('cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos');
delete from mensajes where tipo in ('cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos');
alter table envios force row level security;
alter table mensajes force row level security;
alter table mensajes enable trigger user;
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria'));
drop table recuperaciones;
