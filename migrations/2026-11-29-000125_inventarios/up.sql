-- inventarios: a count of what a depot holds, from its theoretical snapshot to the adjustments that come of it.
create table inventarios (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  deposito_id bigint not null,
  -- empty: all of the depot
  categoria text not null default '',
  nota text not null default '',
  estado text not null default 'conteo' constraint inventarios_estado
    check (estado in ('conteo', 'reconteo', 'revision', 'aprobado', 'anulado')),
  ronda int not null default 1 constraint inventarios_ronda check (ronda >= 1),
  abierto timestamptz not null default ahora(),
  abierto_por bigint not null default membresia_actual(),
  -- approved or called off
  terminado timestamptz,
  terminado_por bigint,
  motivo text not null default '',
  primary key (clinica_id, id),
  constraint inventarios_terminado check ((estado in ('aprobado', 'anulado')) = (terminado is not null) and (terminado is null) = (terminado_por is null)),
  constraint inventarios_motivo check (estado <> 'anulado' or btrim(motivo) <> ''),
  constraint inventarios_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint inventarios_abierto_por foreign key (clinica_id, abierto_por) references membresias (clinica_id, id),
  constraint inventarios_terminado_por foreign key (clinica_id, terminado_por) references membresias (clinica_id, id)
);
-- The adjustments of one would be taken by the other for goods that moved.
create unique index inventarios_uno_abierto on inventarios (clinica_id, deposito_id) where estado in ('conteo', 'reconteo', 'revision');
create index inventarios_deposito on inventarios (clinica_id, deposito_id);
create index inventarios_abierto_por on inventarios (clinica_id, abierto_por);
create index inventarios_terminado_por on inventarios (clinica_id, terminado_por);
call aislar('inventarios', 'select, insert, update');
call auditar_tabla('inventarios');

-- inventarios_lotes: what is to be counted. A label is what a person reads on a shelf: several lotes may bear the same one.
create table inventarios_lotes (
  clinica_id int not null,
  inventario_id bigint not null,
  id bigint generated always as identity,
  insumo_id bigint not null,
  codigo text not null constraint inventarios_lotes_codigo_lleno check (btrim(codigo) <> ''),
  caduca date,
  -- in the books when the count was opened
  teorico numeric(12,3) not null constraint inventarios_lotes_teorico check (teorico >= 0),
  -- of a unit, of what was found and the books lacked; null: at the average
  costo numeric(18,6) constraint inventarios_lotes_costo check (costo >= 0),
  hallado boolean not null default false,
  -- the last in which it was to be counted
  ronda int not null default 1 constraint inventarios_lotes_ronda check (ronda >= 1),
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  primary key (clinica_id, inventario_id, id),
  constraint inventarios_lotes_unico unique nulls not distinct (clinica_id, inventario_id, insumo_id, codigo, caduca),
  constraint inventarios_lotes_inventario foreign key (clinica_id, inventario_id) references inventarios (clinica_id, id),
  constraint inventarios_lotes_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id),
  constraint inventarios_lotes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index inventarios_lotes_insumo on inventarios_lotes (clinica_id, insumo_id);
create index inventarios_lotes_creado_por on inventarios_lotes (clinica_id, creado_por);
call aislar('inventarios_lotes', 'select, insert, update');
call auditar_tabla('inventarios_lotes');

-- inventarios_conteos: what each person counted. Those of a round add up; who was wrong writes another that replaces theirs.
create table inventarios_conteos (
  clinica_id int not null,
  id bigint generated always as identity,
  inventario_id bigint not null,
  inventario_lote_id bigint not null,
  ronda int not null constraint inventarios_conteos_ronda check (ronda >= 1),
  cantidad numeric(12,3) not null constraint inventarios_conteos_cantidad check (cantidad >= 0),
  -- what the books had of it at that moment, and the last movimiento that had made it so
  en_libros numeric(12,3) not null constraint inventarios_conteos_en_libros check (en_libros >= 0),
  movimiento_id bigint,
  reemplaza bigint,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint inventarios_conteos_lote foreign key (clinica_id, inventario_id, inventario_lote_id)
    references inventarios_lotes (clinica_id, inventario_id, id),
  constraint inventarios_conteos_movimiento foreign key (clinica_id, movimiento_id) references movimientos (clinica_id, id),
  constraint inventarios_conteos_reemplazo foreign key (clinica_id, reemplaza) references inventarios_conteos (clinica_id, id),
  constraint inventarios_conteos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index inventarios_conteos_lote on inventarios_conteos (clinica_id, inventario_id, inventario_lote_id, id);
create index inventarios_conteos_movimiento on inventarios_conteos (clinica_id, movimiento_id) where movimiento_id is not null;
create unique index inventarios_conteos_reemplazado on inventarios_conteos (clinica_id, reemplaza) where reemplaza is not null;
create index inventarios_conteos_por on inventarios_conteos (clinica_id, por, inventario_id, id);
call aislar('inventarios_conteos', 'select, insert');
call hacer_libro('inventarios_conteos');
