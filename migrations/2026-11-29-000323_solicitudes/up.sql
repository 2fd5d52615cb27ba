insert into permisos (codigo, descripcion) values
  ('privacidad.resolver', 'Recibir y resolver solicitudes sobre datos personales');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'privacidad.resolver' from roles_permisos where permiso = 'auditoria.ver';
alter table roles_permisos force row level security;

-- Asked to be deleted while the law has it kept: nothing is written to whom it speaks of, and the ficha says so.
alter table pacientes add column bloqueado timestamptz,
  add constraint pacientes_bloqueado_en_silencio
    check (bloqueado is null or (sin_avisos and not acepta_publicidad and not acepta_whatsapp));

-- What a person asks of their own data (Ley 21.719), and how it went.
create table solicitudes_datos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  paciente_id bigint not null,
  tipo text not null constraint solicitudes_datos_tipo
    check (tipo in ('acceso', 'portabilidad', 'rectificacion', 'supresion', 'oposicion')),
  medio text not null constraint solicitudes_datos_medio check (medio in ('presencial', 'correo', 'telefono', 'carta')),
  recibida date not null,
  vence date not null,
  prorrogada timestamptz,
  detalle text not null default '',
  estado text not null default 'recibida' constraint solicitudes_datos_estado
    check (estado in ('recibida', 'en_curso', 'respondida', 'rechazada')),
  encargado_por bigint,
  respuesta text not null default '',
  cerrada timestamptz,
  cerrada_por bigint,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint solicitudes_datos_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint solicitudes_datos_encargado_por foreign key (clinica_id, encargado_por) references membresias (clinica_id, id),
  constraint solicitudes_datos_cerrada_por foreign key (clinica_id, cerrada_por) references membresias (clinica_id, id),
  constraint solicitudes_datos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint solicitudes_datos_plazo check (vence > recibida),
  constraint solicitudes_datos_cierre check (
    (estado in ('respondida', 'rechazada')) = (cerrada is not null) and (cerrada is null or btrim(respuesta) <> ''))
);
create index solicitudes_datos_paciente on solicitudes_datos (clinica_id, paciente_id);
create index solicitudes_datos_encargado_por on solicitudes_datos (clinica_id, encargado_por);
create index solicitudes_datos_cerrada_por on solicitudes_datos (clinica_id, cerrada_por);
create index solicitudes_datos_creado_por on solicitudes_datos (clinica_id, creado_por);
-- Those that wait, by when they are due.
create index solicitudes_datos_abiertas on solicitudes_datos (clinica_id, vence, id) where cerrada is null;
call aislar('solicitudes_datos', 'select, insert, update');
call auditar_tabla('solicitudes_datos', 'detalle,respuesta');

-- Each change of state, who and when.
create table solicitudes_pasos (
  clinica_id int not null,
  id bigint generated always as identity,
  solicitud_id bigint not null,
  paso text not null constraint solicitudes_pasos_paso
    check (paso in ('recibida', 'en_curso', 'prorrogada', 'respondida', 'rechazada', 'entregada')),
  nota text not null default '',
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint solicitudes_pasos_solicitud foreign key (clinica_id, solicitud_id) references solicitudes_datos (clinica_id, id),
  constraint solicitudes_pasos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index solicitudes_pasos_solicitud on solicitudes_pasos (clinica_id, solicitud_id, id);
create index solicitudes_pasos_por on solicitudes_pasos (clinica_id, por);
call aislar('solicitudes_pasos', 'select, insert');
call hacer_libro('solicitudes_pasos');
