-- the routines of src/db/routines stand on these
drop function if exists whatsapp_de(int, bigint, text, text), whatsapp_a(int, text, text, text), whatsapp_con(int, text, text),
  whatsapp_en(int, text);
alter table consentimientos_whatsapp disable trigger user;
alter table consentimientos_whatsapp no force row level security;
update consentimientos_whatsapp set como = 'en_linea' where como = 'en_linea_comprobado';
alter table consentimientos_whatsapp force row level security;
alter table consentimientos_whatsapp enable trigger user;
alter table consentimientos_whatsapp drop constraint consentimientos_whatsapp_como,
  add constraint consentimientos_whatsapp_como check (como in ('ficha', 'respuesta', 'en_linea'));
alter table plantillas_whatsapp disable trigger user;
alter table plantillas_whatsapp no force row level security;
delete from plantillas_whatsapp where tipo = 'reserva_codigo';
alter table plantillas_whatsapp force row level security;
alter table plantillas_whatsapp enable trigger user;
alter table plantillas_whatsapp drop constraint plantillas_whatsapp_tipo,
  add constraint plantillas_whatsapp_tipo
    check (tipo in ('cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'recibo_pago'));
alter table reservas_en_linea drop column telefono_comprobado, drop column pide_telefono;
