-- The second channel: whom it may be used with, and the evidence that they said so.

-- To which phone a patient is written by WhatsApp of such a thing, and with which template; no row: not that way. The clinic prefers it, the
-- patient accepts it and wants messages, the phone is one that may have it (in Chile, a mobile) and is not known to lack it.
create or replace function whatsapp_de(p_clinica int, p_paciente bigint, p_tipo text, p_nombre text)
returns table (telefono text) language sql stable as $$
  select p.telefono
  from canales_whatsapp k
  join plantillas_whatsapp t on t.clinica_id = k.clinica_id and t.tipo = p_tipo and t.estado = 'aprobada' and t.nombre = coalesce(p_nombre, t.nombre)
  join pacientes p on p.clinica_id = k.clinica_id and p.id = p_paciente
  where k.clinica_id = p_clinica and k.preferido and p.acepta_whatsapp and not p.sin_avisos
    and p.telefono ~ '^\+(569[0-9]{8}|(?!56)[0-9]{8,15})$'
    and not exists (
      select from direcciones_suprimidas d where d.clinica_id = k.clinica_id and d.canal = 'whatsapp' and d.direccion = p.telefono)
$$;

-- Whatever changes what a patient accepts, or the phone that it was said of, leaves it written; `app.consiente` says how, when it is not the ficha.
create or replace function consentir() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not new.acepta_whatsapp then
    return null;
  end if;
  if tg_op = 'UPDATE' and new.acepta_whatsapp = old.acepta_whatsapp
    and (not new.acepta_whatsapp or new.telefono is not distinct from old.telefono) then
    return null;
  end if;
  insert into consentimientos_whatsapp (clinica_id, paciente_id, acepta, como, telefono)
  values (new.clinica_id, new.id, new.acepta_whatsapp,
    coalesce(nullif(current_setting('app.consiente', true), ''), case when membresia_actual() is null then 'en_linea' else 'ficha' end), new.telefono);
  return null;
end $$;
create or replace trigger consentir after insert or update of acepta_whatsapp, telefono on pacientes
  for each row execute function consentir();
