-- llegadas: who is here, one row a cita, written by the trigger of its states. On the wall a person is this number.
create table llegadas (
  clinica_id int not null,
  cita_id bigint not null,
  sucursal_id bigint not null,
  fecha date not null,
  numero int not null constraint llegadas_numero check (numero > 0),
  en timestamptz not null default ahora(),
  -- 0 in order of arrival; 1 before them (old age, pregnancy, disability); 2 before all
  prioridad smallint not null default 0 constraint llegadas_prioridad check (prioridad between 0 and 2),
  primary key (clinica_id, cita_id),
  constraint llegadas_numero_unico unique (clinica_id, sucursal_id, fecha, numero),
  constraint llegadas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint llegadas_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id)
);
call aislar('llegadas', 'select, insert, update');
call auditar_tabla('llegadas', '', '', 'cita_id');

-- llamados: each time somebody was called in: who, when, where to.
create table llamados (
  clinica_id int not null,
  id bigint generated always as identity,
  cita_id bigint not null,
  fecha date not null,
  sucursal_id bigint not null,
  -- null: to wherever the professional attends
  box_id bigint,
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint llamados_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint llamados_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint llamados_box foreign key (clinica_id, sucursal_id, box_id) references boxes (clinica_id, sucursal_id, id),
  constraint llamados_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index llamados_cita on llamados (clinica_id, cita_id, id);
create index llamados_fecha on llamados (clinica_id, fecha, id);
create index llamados_box on llamados (clinica_id, sucursal_id, box_id);
create index llamados_por on llamados (clinica_id, por);
call aislar('llamados', 'select, insert');
call hacer_libro('llamados');
