-- a receipt too may be said by WhatsApp
alter table plantillas_whatsapp drop constraint plantillas_whatsapp_tipo;
alter table plantillas_whatsapp add constraint plantillas_whatsapp_tipo
  check (tipo in ('cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'recibo_pago'));
