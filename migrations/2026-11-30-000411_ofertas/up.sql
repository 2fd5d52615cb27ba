-- ofertas_espera: an hour that was freed, offered to one who waits; the first yes takes it. The hour is held for nobody meanwhile.
create table ofertas_espera (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  espera_id bigint not null,
  profesional_id bigint not null,
  sucursal_id bigint not null,
  inicio timestamptz not null,
  -- the last moment of a yes
  vence timestamptz not null,
  cita_id bigint,
  creada timestamptz not null default ahora(),
  creada_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint ofertas_espera_una unique (clinica_id, espera_id, profesional_id, inicio),
  constraint ofertas_espera_vence check (vence <= inicio),
  constraint ofertas_espera_espera foreign key (clinica_id, espera_id) references esperas (clinica_id, id),
  constraint ofertas_espera_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint ofertas_espera_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint ofertas_espera_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint ofertas_espera_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id)
);
create index ofertas_espera_hora on ofertas_espera (clinica_id, profesional_id, inicio);
create index ofertas_espera_sucursal on ofertas_espera (clinica_id, sucursal_id);
create index ofertas_espera_cita on ofertas_espera (clinica_id, cita_id);
create index ofertas_espera_creada_por on ofertas_espera (clinica_id, creada_por);
call aislar('ofertas_espera', 'select, insert, update');
call auditar_tabla('ofertas_espera');

-- enlaces_oferta: the link of one letter with an offer. The token is never stored.
create table enlaces_oferta (
  clinica_id int not null,
  id bigint generated always as identity,
  oferta_id bigint not null,
  token_hash bytea not null constraint enlaces_oferta_token_unico unique,
  creado timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint enlaces_oferta_oferta foreign key (clinica_id, oferta_id) references ofertas_espera (clinica_id, id)
);
create index enlaces_oferta_oferta on enlaces_oferta (clinica_id, oferta_id);
call aislar('enlaces_oferta', 'select, insert');
call hacer_libro('enlaces_oferta');
call abrir_puente('enlaces_oferta', 'select');

alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta'));
