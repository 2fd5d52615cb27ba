-- eventos_whatsapp: what the API told us, once each, until it is attended to.
create table eventos_whatsapp (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  -- the same thing told again has the same
  clave text not null constraint eventos_whatsapp_clave check (clave <> ''),
  -- emptied once it was attended to: what came of it stands in its own tables
  datos jsonb not null,
  estado text not null default 'pendiente' constraint eventos_whatsapp_estado check (estado in ('pendiente', 'hecho', 'fallido')),
  intentos int not null default 0 constraint eventos_whatsapp_intentos check (intentos >= 0),
  proximo timestamptz not null default ahora(),
  recibido timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint eventos_whatsapp_clave_unica unique (clinica_id, clave)
);
-- Not led by the clinic: the one reader is the bridge, which claims across clinics.
create index eventos_whatsapp_por_atender on eventos_whatsapp (id) where estado = 'pendiente';
call aislar('eventos_whatsapp', 'select, update');
call abrir_puente('eventos_whatsapp', 'select, insert, update, delete');

-- conversaciones: what is said with one phone, and whether somebody at the desk is to answer.
create table conversaciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  telefono text not null constraint conversaciones_telefono check (telefono ~ '^\+[0-9]{8,15}$'),
  estado text not null constraint conversaciones_estado check (estado in ('respondida', 'espera', 'atendida')),
  -- the last thing said to us, and until when it may be answered in words of ours
  ultimo timestamptz not null,
  hasta timestamptz not null,
  primary key (clinica_id, id),
  constraint conversaciones_telefono_unico unique (clinica_id, telefono)
);
create index conversaciones_estado on conversaciones (clinica_id, estado, ultimo, id);
create index conversaciones_ultimo on conversaciones (clinica_id, ultimo, id);
call aislar('conversaciones', 'select, insert, update');
-- What the worker writes is the conversation itself; only what a person changes is history.
create trigger auditar after insert or update on conversaciones for each row when (membresia_actual() is not null)
  execute function auditar('telefono', 'ultimo,hasta');

-- entrantes_whatsapp: what was said to us, word for word.
create table entrantes_whatsapp (
  clinica_id int not null,
  id bigint generated always as identity,
  conversacion_id bigint not null,
  wamid text not null,
  -- empty when it was no text
  texto text not null,
  en timestamptz not null,
  primary key (clinica_id, id),
  constraint entrantes_whatsapp_uno unique (clinica_id, wamid),
  constraint entrantes_whatsapp_conversacion foreign key (clinica_id, conversacion_id) references conversaciones (clinica_id, id)
);
create index entrantes_whatsapp_conversacion on entrantes_whatsapp (clinica_id, conversacion_id, id);
call aislar('entrantes_whatsapp', 'select, insert');
call hacer_libro('entrantes_whatsapp');

-- An answer is written to a phone, whoever's it is.
alter table mensajes add column conversacion_id bigint,
  add constraint mensajes_conversacion foreign key (clinica_id, conversacion_id) references conversaciones (clinica_id, id),
  drop constraint mensajes_un_destinatario, drop constraint mensajes_tipo;
alter table mensajes
  add constraint mensajes_un_destinatario check (num_nonnulls(paciente_id, membresia_id, conversacion_id) <= 1),
  add constraint mensajes_tipo check (tipo in (
    'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
    'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta', 'respuesta_whatsapp'));
create index mensajes_conversacion on mensajes (clinica_id, conversacion_id, id) where conversacion_id is not null;
-- What was said to a phone.
create index mensajes_telefono on mensajes (clinica_id, direccion, id) where canal = 'whatsapp';
-- Whose phone it is.
create index pacientes_telefono on pacientes (clinica_id, telefono) where telefono is not null;
-- What was not delivered, for e-mail to say it.
create index envios_sin_entregar on envios (clinica_id, mensaje_id) where canal = 'whatsapp' and entregado is null;

insert into permisos (codigo, descripcion) values
  ('conversaciones.atender', 'Leer y responder lo que los pacientes escriben por WhatsApp');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
  select distinct clinica_id, rol, 'conversaciones.atender' from roles_permisos where rol = 'recepcion' and permiso = 'avisos.ver';
alter table roles_permisos force row level security;
