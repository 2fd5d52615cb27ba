-- esperas: who waits for an hour: for what, with whom, when it suits. What was fulfilled or withdrawn stays, with the cita or the reason.
create table esperas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  paciente_id bigint not null,
  prestacion_id bigint not null,
  -- null: whoever does it
  profesional_id bigint,
  -- null: wherever it is
  sucursal_id bigint,
  desde date not null,
  hasta date,
  -- a bit for each day that suits, Monday's being the first
  dias smallint not null default 127 constraint esperas_dias check (dias between 1 and 127),
  -- wall time in which the cita may begin, both ends included
  desde_hora time,
  hasta_hora time,
  prioridad text not null default 'normal' constraint esperas_prioridad check (prioridad in ('urgente', 'alta', 'normal')),
  orden smallint not null generated always as (case prioridad when 'urgente' then 0 when 'alta' then 1 else 2 end) stored,
  nota text not null default '' constraint esperas_nota check (char_length(nota) <= 500),
  estado text not null default 'esperando' constraint esperas_estado check (estado in ('esperando', 'agendada', 'retirada')),
  -- the one that ended the wait
  cita_id bigint,
  -- why it was withdrawn
  motivo text not null default '',
  cerrada timestamptz,
  cerrada_por bigint,
  -- of the form that made it: one intention, one row
  clave uuid,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint esperas_clave_unica unique (clinica_id, clave),
  constraint esperas_fechas check (desde <= hasta),
  constraint esperas_horas check (desde_hora <= hasta_hora),
  constraint esperas_cierre check (
    (estado = 'esperando') = (cerrada is null) and (estado = 'agendada') = (cita_id is not null)
    and (estado = 'retirada') = (btrim(motivo) <> '')),
  constraint esperas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint esperas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint esperas_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint esperas_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint esperas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint esperas_cerrada_por foreign key (clinica_id, cerrada_por) references membresias (clinica_id, id),
  constraint esperas_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create unique index esperas_una_abierta on esperas (clinica_id, paciente_id, prestacion_id) where estado = 'esperando';
create index esperas_lista on esperas (clinica_id, estado, orden, creado, id);
create index esperas_paciente on esperas (clinica_id, paciente_id);
create index esperas_prestacion on esperas (clinica_id, prestacion_id, estado, orden, creado, id);
create index esperas_profesional on esperas (clinica_id, profesional_id, estado, orden, creado, id);
create index esperas_sucursal on esperas (clinica_id, sucursal_id);
create index esperas_cita on esperas (clinica_id, cita_id);
create index esperas_cerrada_por on esperas (clinica_id, cerrada_por);
create index esperas_creado_por on esperas (clinica_id, creado_por);
call aislar('esperas', 'select, insert, update');
call auditar_tabla('esperas', 'nota,motivo', 'orden');
