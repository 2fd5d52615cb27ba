-- mensajes: what was said, to whom and at which address, word for word. A row is a fact and never changes.
create table mensajes (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  tipo text not null constraint mensajes_tipo check (tipo in (
    'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion')),
  canal text not null constraint mensajes_canal check (canal in ('correo', 'whatsapp')),
  paciente_id bigint,
  membresia_id bigint,
  nombre text not null,
  direccion text not null,
  asunto text not null constraint mensajes_asunto check (btrim(asunto) <> '' and asunto !~ '[[:cntrl:]]'),
  -- the words; text and HTML are both drawn from them
  carta jsonb not null,
  -- what the worker draws when it sends: [{"recibo": {"pago_id": 7}}]
  adjuntos jsonb not null default '[]' constraint mensajes_adjuntos check (jsonb_typeof(adjuntos) = 'array'),
  -- one fact, one message
  clave text not null constraint mensajes_clave check (clave <> ''),
  -- messages about one thing, e.g. cita:12: a newer one silences those that have not left
  hilo text,
  message_id uuid not null default gen_random_uuid(),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  peticion_id uuid default peticion_actual(),
  primary key (clinica_id, id),
  constraint mensajes_clave_unica unique (clinica_id, clave),
  constraint mensajes_un_destinatario check (num_nonnulls(paciente_id, membresia_id) = 1),
  constraint mensajes_direccion check (case canal
    when 'correo' then direccion ~ '^[^[:space:][:cntrl:]<>]+@[^[:space:][:cntrl:]<>]+$' else direccion ~ '^\+[0-9]{8,15}$' end),
  constraint mensajes_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint mensajes_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id),
  constraint mensajes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index mensajes_paciente on mensajes (clinica_id, paciente_id, id) where paciente_id is not null;
create index mensajes_membresia on mensajes (clinica_id, membresia_id, id) where membresia_id is not null;
create index mensajes_creado_por on mensajes (clinica_id, creado_por);
create index mensajes_hilo on mensajes (clinica_id, hilo, id) where hilo is not null;
call aislar('mensajes', 'select, insert');
call abrir_puente('mensajes', 'select');
call hacer_libro('mensajes');

-- envios: how far each message got.
create table envios (
  clinica_id int not null,
  mensaje_id bigint not null,
  estado text not null default 'pendiente'
    constraint envios_estado check (estado in ('pendiente', 'enviando', 'enviado', 'fallido', 'suprimido')),
  -- also the fence: who claimed attempt 3 cannot speak for attempt 4
  intentos int not null default 0 constraint envios_intentos check (intentos >= 0),
  -- not before: the next attempt while pendiente, the end of the lease while enviando
  proximo timestamptz not null default ahora(),
  -- fixed by the first attempt, so that every later one has the same From and the same Message-ID
  remitente text,
  -- an SMTP code or a word of ours; the server's own sentence repeats addresses
  error text constraint envios_error check (error ~ '^[a-z0-9_]{1,40}$'),
  terminado timestamptz,
  primary key (clinica_id, mensaje_id),
  constraint envios_mensaje foreign key (clinica_id, mensaje_id) references mensajes (clinica_id, id),
  constraint envios_terminado check ((terminado is not null) = (estado in ('enviado', 'fallido', 'suprimido')))
);
-- Not led by the clinic: the one reader is the bridge, which claims across clinics.
create index envios_por_reclamar on envios (proximo) where estado in ('pendiente', 'enviando');
create index envios_estado on envios (clinica_id, estado, mensaje_id);
call aislar('envios', 'select, insert, update');
call abrir_puente('envios', 'select, update');
-- The worker's steps are the row itself (intentos, error, terminado); only what a person changes is history.
create trigger auditar after update on envios for each row when (membresia_actual() is not null)
  execute function auditar('', 'proximo', 'mensaje_id');

-- trabajos: work of a clinic that a request does not wait for.
create table trabajos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  tipo text not null constraint trabajos_tipo check (tipo ~ '^[a-z_]{1,40}$'),
  datos jsonb not null,
  -- one unfinished job a key
  clave text,
  estado text not null default 'pendiente' constraint trabajos_estado check (estado in ('pendiente', 'corriendo', 'hecho', 'fallido')),
  intentos int not null default 0 constraint trabajos_intentos check (intentos >= 0),
  proximo timestamptz not null default ahora(),
  error text constraint trabajos_error check (error ~ '^[a-z0-9_]{1,40}$'),
  terminado timestamptz,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  peticion_id uuid default peticion_actual(),
  primary key (clinica_id, id),
  constraint trabajos_terminado check ((terminado is not null) = (estado in ('hecho', 'fallido'))),
  constraint trabajos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create unique index trabajos_clave_unica on trabajos (clinica_id, clave) where estado in ('pendiente', 'corriendo');
create index trabajos_por_reclamar on trabajos (proximo) where estado in ('pendiente', 'corriendo');
create index trabajos_estado on trabajos (clinica_id, estado, id);
create index trabajos_creado_por on trabajos (clinica_id, creado_por);
call aislar('trabajos', 'select, insert, update');
call abrir_puente('trabajos', 'select, update');
create trigger auditar after update on trabajos for each row when (membresia_actual() is not null)
  execute function auditar('', 'proximo,datos');

-- eventos: what happened, for other contexts to react to; written with the data it speaks of.
create table eventos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  tipo text not null constraint eventos_tipo check (tipo ~ '^[A-Z][A-Za-z]{1,40}$'),
  -- ids and amounts, never a name or an address
  datos jsonb not null,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  peticion_id uuid default peticion_actual(),
  primary key (clinica_id, id),
  constraint eventos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index eventos_creado_por on eventos (clinica_id, creado_por);
create index eventos_tipo on eventos (clinica_id, tipo, id);
call aislar('eventos', 'select, insert');
call hacer_libro('eventos');
