alter table plantillas_whatsapp no force row level security;
alter table plantillas_whatsapp disable trigger user;
delete from plantillas_whatsapp where tipo = 'recibo_pago';
alter table plantillas_whatsapp enable trigger user;
alter table plantillas_whatsapp force row level security;
alter table plantillas_whatsapp drop constraint plantillas_whatsapp_tipo;
alter table plantillas_whatsapp add constraint plantillas_whatsapp_tipo
  check (tipo in ('cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio'));
