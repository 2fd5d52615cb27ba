-- The same hour every so many weeks. Not `series`: that is the folio's.
create table citas_series (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  cada smallint not null constraint citas_series_cada check (cada between 1 and 12),
  -- of the form that made it: one intention, one series
  clave uuid,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint citas_series_clave_unica unique (clinica_id, clave),
  constraint citas_series_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index citas_series_creado_por on citas_series (clinica_id, creado_por);
call aislar('citas_series', 'select, insert');
call auditar_tabla('citas_series');

-- A cita that replaces another takes its place, by trigger.
create table citas_de_serie (
  clinica_id int not null,
  cita_id bigint not null,
  serie_id bigint not null,
  primary key (clinica_id, cita_id),
  constraint citas_de_serie_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint citas_de_serie_serie foreign key (clinica_id, serie_id) references citas_series (clinica_id, id)
);
create index citas_de_serie_serie on citas_de_serie (clinica_id, serie_id);
call aislar('citas_de_serie', 'select, insert');
call auditar_tabla('citas_de_serie', '', '', 'cita_id');
