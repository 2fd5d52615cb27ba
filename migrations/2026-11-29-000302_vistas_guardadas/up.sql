-- vistas_guardadas: a report as somebody likes to read it: its filters, columns and order under a name, each person's own.
create table vistas_guardadas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  membresia_id bigint not null default membresia_actual(),
  reporte text not null,
  nombre text not null constraint vistas_guardadas_nombre check (btrim(nombre) <> ''),
  -- as the address of the screen says them
  consulta text not null,
  creada timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint vistas_guardadas_nombre_unico unique (clinica_id, membresia_id, reporte, nombre),
  constraint vistas_guardadas_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id)
);
call aislar('vistas_guardadas', 'select, insert, update, delete');
call auditar_tabla('vistas_guardadas');
