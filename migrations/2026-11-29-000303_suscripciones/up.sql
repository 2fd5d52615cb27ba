-- suscripciones: the figures that somebody wants by mail, each their own: the close of every day, the summary of every week.
create table suscripciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  membresia_id bigint not null default membresia_actual(),
  cual text not null constraint suscripciones_cual check (cual in ('cierre', 'semana')),
  -- on the wall of the clinic; a week is told on its Monday
  hora time not null,
  -- the last day it was told
  ultima date not null,
  creada timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint suscripciones_una unique (clinica_id, membresia_id, cual),
  constraint suscripciones_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id)
);
call aislar('suscripciones', 'select, insert, update, delete');
call abrir_puente('suscripciones', 'select');
create trigger auditar after insert or delete or update of hora on suscripciones for each row execute function auditar('', 'ultima', 'id');
