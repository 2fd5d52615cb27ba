alter table mensajes disable trigger user;
alter table mensajes no force row level security;
alter table envios no force row level security;
delete from envios e using mensajes m where m.clinica_id = e.clinica_id and m.id = e.mensaje_id and m.tipo in ('exportacion', 'resumen');
delete from mensajes where tipo in ('exportacion', 'resumen');
alter table envios force row level security;
alter table mensajes force row level security;
alter table mensajes enable trigger user;
alter table mensajes drop constraint mensajes_tipo, add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion'));
drop table exportaciones_partes;
drop table exportaciones;
