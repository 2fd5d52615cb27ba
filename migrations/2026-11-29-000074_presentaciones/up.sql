-- presentaciones: how an insumo comes packed, how many of its units that is, and what a scanner reads on it. The unit itself has
-- one too when it carries a code: named as the unit, of one.
create table presentaciones (
  clinica_id int not null,
  id bigint generated always as identity,
  insumo_id bigint not null,
  nombre text not null constraint presentaciones_nombre_lleno check (btrim(nombre) <> ''),
  unidades numeric(12,3) not null constraint presentaciones_unidades check (unidades > 0),
  -- a GTIN as fourteen digits, or a code of the clinic's own
  barras text constraint presentaciones_barras_llena check (btrim(barras) <> ''),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint presentaciones_nombre_unico unique (clinica_id, insumo_id, nombre),
  constraint presentaciones_barras_unica unique (clinica_id, barras),
  constraint presentaciones_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id),
  constraint presentaciones_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index presentaciones_creado_por on presentaciones (clinica_id, creado_por);
call aislar('presentaciones', 'select, insert, update, delete');
call auditar_tabla('presentaciones');
