-- The waiting room: whoever arrives gets the next number of the day. Numbers are given one at a time, and a mistake taken back keeps
-- its own; who arrives again after it waits from then on.
create or replace function anotar_llegada() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(format('llegadas %s %s %s', new.clinica_id, new.sucursal_id, new.fecha), 0));
  insert into llegadas (clinica_id, cita_id, sucursal_id, fecha, numero)
  select new.clinica_id, new.id, new.sucursal_id, new.fecha, coalesce(max(l.numero), 0) + 1
  from llegadas l where l.clinica_id = new.clinica_id and l.sucursal_id = new.sucursal_id and l.fecha = new.fecha
  on conflict (clinica_id, cita_id) do update set en = excluded.en where old.estado in ('reservada', 'confirmada');
  return null;
end $$;

create or replace trigger anotar_llegada after update of estado on citas for each row
  when (old.estado <> new.estado and new.estado = 'llego') execute function anotar_llegada();
create or replace trigger anotar_llegada_sin_hora after insert on citas for each row
  when (new.estado = 'llego') execute function anotar_llegada();
