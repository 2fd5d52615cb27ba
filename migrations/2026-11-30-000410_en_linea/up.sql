-- Which prestaciones patients book alone; the clinic's own switches are in clinicas.ajustes under `en_linea`.
alter table prestaciones add column en_linea boolean not null default false;

-- reservas_en_linea: what somebody without an account asks for, from the hour they pick until it is a cita. The hour itself is a
-- hold among the citas, by `clave`. Neither token nor code is ever stored; what is never finished is deleted.
create table reservas_en_linea (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  token_hash bytea not null,
  -- a digest of the network that it came from
  red bytea not null,
  prestacion_id bigint not null,
  profesional_id bigint not null,
  -- whoever is free then will do
  cualquiera boolean not null,
  inicio timestamptz not null,
  clave uuid not null default gen_random_uuid(),
  estado text not null default 'abierta'
    constraint reservas_en_linea_estado check (estado in ('abierta', 'por_aprobar', 'hecha', 'rechazada', 'vencida')),
  -- until when its hour is held
  vence timestamptz not null,
  rut text,
  nombres text not null default '',
  apellidos text not null default '',
  telefono text not null default '',
  correo text not null default '',
  acepta_whatsapp boolean not null default false,
  -- when its person agreed to what is done with these data, and to which words
  consentida timestamptz,
  consentimiento smallint,
  codigos bytea[] not null default '{}',
  enviados smallint not null default 0,
  fallos smallint not null default 0,
  verificada timestamptz,
  cita_id bigint,
  motivo text not null default '',
  decidida_por bigint,
  decidida timestamptz,
  creada timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint reservas_en_linea_token_unico unique (clinica_id, token_hash),
  constraint reservas_en_linea_consentida check ((consentida is null) = (consentimiento is null)),
  constraint reservas_en_linea_verificada check (verificada is null or consentida is not null),
  constraint reservas_en_linea_pasada check (estado in ('abierta', 'vencida') or verificada is not null),
  constraint reservas_en_linea_hecha check ((estado = 'hecha') = (cita_id is not null)),
  constraint reservas_en_linea_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint reservas_en_linea_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint reservas_en_linea_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint reservas_en_linea_decidida_por foreign key (clinica_id, decidida_por) references membresias (clinica_id, id)
);
create index reservas_en_linea_prestacion on reservas_en_linea (clinica_id, prestacion_id);
create index reservas_en_linea_profesional on reservas_en_linea (clinica_id, profesional_id);
create index reservas_en_linea_cita on reservas_en_linea (clinica_id, cita_id);
create index reservas_en_linea_decidida_por on reservas_en_linea (clinica_id, decidida_por);
create index reservas_en_linea_pendientes on reservas_en_linea (clinica_id, vence) where estado in ('abierta', 'por_aprobar');
create index reservas_en_linea_red on reservas_en_linea (clinica_id, red, creada);
call aislar('reservas_en_linea', 'select, insert, update, delete');
call auditar_tabla('reservas_en_linea', 'rut,nombres,apellidos,telefono,correo,motivo', 'token_hash,red,codigos');
-- for `clinicas_con_retenidas_vencidas`
call abrir_puente('reservas_en_linea', 'select');

-- A letter to somebody who is nobody's patient yet has neither.
alter table mensajes drop constraint mensajes_un_destinatario,
  add constraint mensajes_un_destinatario check (num_nonnulls(paciente_id, membresia_id) <= 1);
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada'));
