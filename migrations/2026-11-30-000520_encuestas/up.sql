-- encuestas: how a visit was, asked once and answered once. Of no more than one visit in a while is somebody asked.
create table encuestas (
  clinica_id int not null,
  id bigint generated always as identity,
  cita_id bigint not null,
  -- whoever the ficha stands for when it is asked
  paciente_id bigint not null,
  creada timestamptz not null default ahora(),
  nota smallint constraint encuestas_nota check (nota between 1 and 5),
  comentario text not null default '',
  respondida timestamptz,
  primary key (clinica_id, id),
  constraint encuestas_cita_unica unique (clinica_id, cita_id),
  constraint encuestas_respondida check ((respondida is not null) = (nota is not null)),
  constraint encuestas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint encuestas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id)
);
create index encuestas_paciente on encuestas (clinica_id, paciente_id, creada);
create index encuestas_creada on encuestas (clinica_id, creada);
create index encuestas_respondidas on encuestas (clinica_id, id) where respondida is not null;
call aislar('encuestas', 'select, insert, update');
call abrir_puente('encuestas', 'select');
call auditar_tabla('encuestas', 'comentario');

-- enlaces_encuesta: the link of one letter that asks. The token is never stored.
create table enlaces_encuesta (
  clinica_id int not null,
  id bigint generated always as identity,
  encuesta_id bigint not null,
  token_hash bytea not null constraint enlaces_encuesta_token_unico unique,
  vence timestamptz not null,
  creado timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint enlaces_encuesta_encuesta foreign key (clinica_id, encuesta_id) references encuestas (clinica_id, id)
);
create index enlaces_encuesta_encuesta on enlaces_encuesta (clinica_id, encuesta_id);
call aislar('enlaces_encuesta', 'select, insert');
call abrir_puente('enlaces_encuesta', 'select');
call hacer_libro('enlaces_encuesta');

-- when a visit was over, for those that were not asked of
create index citas_atendidas on citas (clinica_id, estado_desde, id) where estado = 'atendida';

insert into rondas (nombre, cada) values ('encuestas', '10 minutes');

alter table plantillas drop constraint plantillas_tipo;
alter table plantillas add constraint plantillas_tipo
  check (tipo in ('recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'encuesta'));
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta', 'respuesta_whatsapp', 'prueba_plantilla', 'encuesta'));
