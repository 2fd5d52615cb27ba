-- Of what somebody without an account writes, the phone too is proved by a code, where the clinic may send it by WhatsApp. Its digest
-- goes among the others: each is of the address that it was sent to.
alter table reservas_en_linea
  -- a code went to that phone
  add column pide_telefono boolean not null default false,
  add column telefono_comprobado timestamptz,
  add constraint reservas_en_linea_telefono check (telefono_comprobado is null or pide_telefono);

alter table plantillas_whatsapp drop constraint plantillas_whatsapp_tipo,
  add constraint plantillas_whatsapp_tipo
    check (tipo in ('cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'recibo_pago', 'reserva_codigo'));

-- Said online, by whoever had just proved that the phone is theirs.
alter table consentimientos_whatsapp drop constraint consentimientos_whatsapp_como,
  add constraint consentimientos_whatsapp_como check (como in ('ficha', 'respuesta', 'en_linea', 'en_linea_comprobado'));
