create table convenios (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  nombre text not null constraint convenios_nombre_lleno check (btrim(nombre) <> ''),
  estado text not null default 'activo' constraint convenios_estado check (estado in ('activo', 'archivado')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint convenios_nombre_unico unique (clinica_id, nombre),
  constraint convenios_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index convenios_creado_por on convenios (clinica_id, creado_por);
call aislar('convenios', 'select, insert, update');
call auditar_tabla('convenios');

-- Only where a convenio does not pay what the catalogue says; IVA inside, as there.
create table convenios_precios (
  clinica_id int not null,
  convenio_id bigint not null,
  prestacion_id bigint not null,
  precio numeric(14,2) not null constraint convenios_precios_precio check (precio >= 0),
  primary key (clinica_id, convenio_id, prestacion_id),
  constraint convenios_precios_convenio foreign key (clinica_id, convenio_id) references convenios (clinica_id, id),
  constraint convenios_precios_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id)
);
create index convenios_precios_prestacion on convenios_precios (clinica_id, prestacion_id);
call aislar('convenios_precios', 'select, insert, update, delete');
call auditar_tabla('convenios_precios', '', '', 'convenio_id');

-- Whose prices it was charged at; none: the catalogue's.
alter table ventas add column convenio_id bigint,
  add constraint ventas_convenio foreign key (clinica_id, convenio_id) references convenios (clinica_id, id);
create index ventas_convenio on ventas (clinica_id, convenio_id) where convenio_id is not null;
