-- What is live. NOTIFY makes commits wait for one another, so only what people look at together speaks; and it says where
-- something changed, never what.

create or replace function avisar_dias() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then
    perform pg_notify('agenda', n.clinica_id || ' ' || n.fecha) from (select distinct clinica_id, fecha from nuevas) n;
  end if;
  if tg_op <> 'INSERT' then
    perform pg_notify('agenda', v.clinica_id || ' ' || v.fecha) from (select distinct clinica_id, fecha from viejas) v;
  end if;
  return null;
end $$;

-- Hours of every week, and absences as long as they like: any day may have changed.
create or replace function avisar_clinica() returns trigger language plpgsql as $$
begin
  perform pg_notify('agenda', coalesce(new.clinica_id, old.clinica_id) || ' *');
  return null;
end $$;

create or replace procedure vigilar_dias(tabla regclass) language plpgsql as $$
begin
  execute format('create or replace trigger avisar_nuevas after insert on %s referencing new table as nuevas
    for each statement execute function avisar_dias()', tabla);
  execute format('create or replace trigger avisar_cambiadas after update on %s referencing old table as viejas new table as nuevas
    for each statement execute function avisar_dias()', tabla);
  execute format('create or replace trigger avisar_borradas after delete on %s referencing old table as viejas
    for each statement execute function avisar_dias()', tabla);
end $$;

call vigilar_dias('citas');
call vigilar_dias('excepciones');
call vigilar_dias('feriados_clinica');
call vigilar_dias('llegadas');
call vigilar_dias('llamados');
create or replace trigger avisar_clinica after insert or update or delete on horarios for each row execute function avisar_clinica();
create or replace trigger avisar_clinica after insert or update or delete on bloqueos for each row execute function avisar_clinica();
