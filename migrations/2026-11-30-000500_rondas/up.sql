-- rondas: what the house does by itself from time to time, for all clinics at once: how often, and how each went the last time. Of many
-- workers one is at each of them: whoever takes it has it until `proxima`, and puts that off for as long as it lasts.
create table rondas (
  nombre text primary key constraint rondas_nombre check (nombre ~ '^[a-z_]{1,40}$'),
  -- from the end of one to the beginning of the next
  cada interval not null constraint rondas_cada check (cada between interval '1 second' and interval '7 days'),
  -- not before; the end of the lease while `corriendo`; from the beginning of time whoever comes first takes it
  proxima timestamptz not null default '1970-01-01 00:00Z',
  corriendo boolean not null default false,
  -- the fence: who took it the third time cannot speak for the fourth
  vuelta bigint not null default 0,
  empezada timestamptz,
  terminada timestamptz,
  -- of the last that ended; none when it went well
  error text constraint rondas_error check (error ~ '^[a-z0-9_]{1,40}$'),
  -- in a row
  fallas int not null default 0 constraint rondas_fallas check (fallas >= 0)
);
grant select, update on rondas to app;

insert into rondas (nombre, cada) values
  -- a booking near them does not wait for this
  ('retenidas', '1 minute'),
  -- nobody waits for figures at a second
  ('suscripciones', '1 minute'),
  -- of those who are told hours before, nobody notices a minute
  ('recordatorios', '1 minute'),
  -- whoever waited for hours waits for a minute more
  ('respaldos', '1 minute'),
  -- each is told once a day, and every clinic is looked at
  ('novedades', '10 minutes'),
  -- whoever reads a sum adds what is not folded yet: this only keeps it short
  ('acumulados', '5 seconds'),
  ('calendario', '6 hours'),
  ('sellos', '6 hours'),
  ('retiros', '6 hours');
