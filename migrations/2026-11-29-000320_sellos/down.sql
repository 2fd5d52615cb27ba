create or replace function auditar() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  personales text[] := string_to_array(coalesce(tg_argv[0], ''), ',');
  secretas text[] := string_to_array(coalesce(tg_argv[1], ''), ',');
  clave text := coalesce(tg_argv[2], 'id');
  viejo jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - secretas end;
  nuevo jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - secretas end;
  fila jsonb := coalesce(nuevo, viejo);
  sello uuid;
  numero bigint;
  instante timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(k, v) into viejo from jsonb_each(viejo) as c(k, v) where nuevo -> k is distinct from v;
    if viejo is null then return null; end if;
    nuevo := solo_columnas(nuevo, array(select jsonb_object_keys(viejo)));
  end if;
  if coalesce(viejo, '{}') ?| personales or coalesce(nuevo, '{}') ?| personales then sello := gen_random_uuid(); end if;
  insert into auditoria (clinica_id, en, usuario_id, membresia_id, peticion_id, tabla, fila_id, operacion, antes, despues)
  values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), instante, usuario_actual(), membresia_actual(), peticion_actual(),
    tg_table_name, fila ->> clave, tg_op, huella_personal(viejo, personales, sello), huella_personal(nuevo, personales, sello))
  returning id into numero;
  if sello is not null then
    insert into auditoria_personal (clinica_id, auditoria_id, en, sal, antes, despues)
    values (coalesce((fila ->> 'clinica_id')::int, clinica_actual(), 0), numero, instante, sello,
      solo_columnas(viejo, personales), solo_columnas(nuevo, personales));
  end if;
  return null;
end $$;

alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen'));
drop table hojas_auditoria, sellos_auditoria, dias_auditoria;
drop index auditoria_tabla;
alter table lecturas_ficha drop column sesion_id, drop column direccion;
alter table auditoria drop column sesion_id, drop column direccion;
drop function sesion_actual, direccion_actual;
