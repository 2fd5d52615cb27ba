-- It answers more, and is asked of which channel.
drop function if exists reclamar_envios(timestamptz, interval, int, int, text, int, int);

-- canales_whatsapp: the number that a clinic writes from, and when it does so rather than by e-mail.
create table canales_whatsapp (
  clinica_id int not null references clinicas (id),
  version int not null default 1,
  -- as the API names them: the number, and the account that its templates belong to
  numero_id text not null constraint canales_whatsapp_numero check (numero_id ~ '^[0-9]{5,20}$'),
  cuenta_id text not null constraint canales_whatsapp_cuenta check (cuenta_id ~ '^[0-9]{5,20}$'),
  preferido boolean not null default false,
  -- hours after which what was not delivered is said by e-mail
  respaldo_horas int not null default 4 constraint canales_whatsapp_respaldo check (respaldo_horas between 1 and 72),
  primary key (clinica_id),
  constraint canales_whatsapp_numero_unico unique (numero_id)
);
call aislar('canales_whatsapp', 'select, insert, update');
call abrir_puente('canales_whatsapp', 'select');
call auditar_tabla('canales_whatsapp', '', '', 'clinica_id');

-- plantillas_whatsapp: the words that may be said at any time, once the API approves them; whoever is not here was never asked for.
create table plantillas_whatsapp (
  clinica_id int not null references clinicas (id),
  tipo text not null constraint plantillas_whatsapp_tipo
    check (tipo in ('cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio')),
  -- other words are another template
  nombre text not null constraint plantillas_whatsapp_nombre check (nombre ~ '^[a-z0-9_]{1,100}$'),
  estado text not null constraint plantillas_whatsapp_estado check (estado in ('pedida', 'aprobada', 'rechazada', 'pausada')),
  -- a word of the API or a code of ours
  motivo text not null default '' constraint plantillas_whatsapp_motivo check (motivo !~ '[[:cntrl:]]' and length(motivo) <= 200),
  cambiada timestamptz not null default ahora(),
  primary key (clinica_id, tipo)
);
call aislar('plantillas_whatsapp', 'select, insert, update');
call abrir_puente('plantillas_whatsapp', 'select');
call auditar_tabla('plantillas_whatsapp', '', '', 'tipo');

-- consentimientos_whatsapp: when a patient said yes or no to WhatsApp, of which phone, and how that is known.
create table consentimientos_whatsapp (
  clinica_id int not null,
  id bigint generated always as identity,
  paciente_id bigint not null,
  acepta boolean not null,
  como text not null constraint consentimientos_whatsapp_como check (como in ('ficha', 'respuesta', 'en_linea')),
  telefono text,
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  peticion_id uuid default peticion_actual(),
  primary key (clinica_id, id),
  constraint consentimientos_whatsapp_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint consentimientos_whatsapp_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index consentimientos_whatsapp_paciente on consentimientos_whatsapp (clinica_id, paciente_id, id);
create index consentimientos_whatsapp_por on consentimientos_whatsapp (clinica_id, por);
call aislar('consentimientos_whatsapp', 'select, insert');
call hacer_libro('consentimientos_whatsapp');
-- Whoever had said so before this was written down.
alter table pacientes no force row level security;
alter table consentimientos_whatsapp no force row level security;
insert into consentimientos_whatsapp (clinica_id, paciente_id, acepta, como, telefono)
  select clinica_id, id, true, 'ficha', telefono from pacientes where acepta_whatsapp;
alter table consentimientos_whatsapp force row level security;
alter table pacientes force row level security;

-- Of a template: {"nombre", "variables", "texto"}; the letter stays beside it, word for word, for when e-mail must say the same.
alter table mensajes add column plantilla jsonb
  constraint mensajes_plantilla check (plantilla is null or (canal = 'whatsapp' and jsonb_typeof(plantilla) = 'object'));
create unique index mensajes_message_id on mensajes (clinica_id, message_id);

-- How the other end calls a message, and what it says of it.
alter table envios add column canal text not null default 'correo' constraint envios_canal check (canal in ('correo', 'whatsapp')),
  add column externo text, add column entregado timestamptz, add column leido timestamptz;
create unique index envios_externo on envios (clinica_id, externo) where externo is not null;
-- The queue of one channel does not hold up the other's.
drop index envios_por_reclamar;
create index envios_por_reclamar on envios (clinica_id, canal, proximo) where estado in ('pendiente', 'enviando');
