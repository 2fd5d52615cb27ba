insert into permisos (codigo, descripcion) values
  ('bodega.pendiente', 'Seguir sin existencias y dejar el consumo pendiente');

create table depositos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  sucursal_id bigint not null,
  nombre text not null constraint depositos_nombre_lleno check (btrim(nombre) <> ''),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint depositos_nombre_unico unique (clinica_id, sucursal_id, nombre),
  constraint depositos_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint depositos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index depositos_creado_por on depositos (clinica_id, creado_por);
call aislar('depositos', 'select, insert, update');
call auditar_tabla('depositos');

create table insumos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  codigo text not null constraint insumos_codigo_lleno check (btrim(codigo) <> ''),
  nombre text not null constraint insumos_nombre_lleno check (btrim(nombre) <> ''),
  unidad text not null default 'unidad' constraint insumos_unidad_llena check (btrim(unidad) <> ''),
  categoria text not null default '',
  minimo numeric(12,3) not null default 0 constraint insumos_minimo check (minimo >= 0),
  -- with IVA inside, as the buyer sees it; null: consumed here, never sold apart
  precio numeric(14,2) constraint insumos_precio check (precio >= 0),
  moneda text not null constraint insumos_moneda check (moneda ~ '^[A-Z]{3}$'),
  afecto boolean not null default true,
  estado text not null default 'activo' constraint insumos_estado check (estado in ('activo', 'archivado')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint insumos_codigo_unico unique (clinica_id, codigo),
  constraint insumos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index insumos_nombre on insumos (clinica_id, estado, nombre, id);
create index insumos_creado_por on insumos (clinica_id, creado_por);
call aislar('insumos', 'select, insert, update');
call auditar_tabla('insumos');

-- existencias: what a depot holds of an insumo and at what average cost. Its row is the lock that puts the
-- movements of one insumo in one order; lotes and movimientos hang from it, so neither can exist without it.
create table existencias (
  clinica_id int not null,
  deposito_id bigint not null,
  insumo_id bigint not null,
  cantidad numeric(12,3) not null default 0 constraint existencias_no_negativas check (cantidad >= 0),
  costo_promedio numeric(18,6) not null default 0 constraint existencias_costo check (costo_promedio >= 0),
  primary key (clinica_id, deposito_id, insumo_id),
  constraint existencias_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint existencias_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id)
) with (fillfactor = 70);
create index existencias_insumo on existencias (clinica_id, insumo_id);
call aislar('existencias', 'select, insert, update');

create table lotes (
  clinica_id int not null,
  id bigint generated always as identity,
  deposito_id bigint not null,
  insumo_id bigint not null,
  codigo text not null constraint lotes_codigo_lleno check (btrim(codigo) <> ''),
  -- null: does not expire; the day itself is still usable
  caduca date,
  costo numeric(18,6) not null constraint lotes_costo check (costo >= 0),
  cantidad numeric(12,3) not null constraint lotes_no_negativos check (cantidad >= 0),
  recibido timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint lotes_existencia foreign key (clinica_id, deposito_id, insumo_id) references existencias (clinica_id, deposito_id, insumo_id),
  constraint lotes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
) with (fillfactor = 70);
-- Not partial on cantidad: an index that depends on it would forbid HOT updates. Undated lots are nulls, hence last.
create index lotes_fefo on lotes (clinica_id, deposito_id, insumo_id, caduca, id);
create index lotes_caduca on lotes (clinica_id, caduca, id);
create index lotes_creado_por on lotes (clinica_id, creado_por);
call aislar('lotes', 'select, insert, update');
-- Every change of cantidad is a movimiento with its own who and when; the audit keeps the rest.
create trigger auditar after insert or delete or update of codigo, caduca, costo on lotes
  for each row execute function auditar('', 'cantidad', 'id');

-- movimientos: the kardex. saldo and costo_promedio are of the insumo in the depot, in order of registration (id).
create table movimientos (
  clinica_id int not null,
  id bigint generated always as identity,
  deposito_id bigint not null,
  insumo_id bigint not null,
  lote_id bigint not null,
  tipo text not null constraint movimientos_tipo check (tipo in ('entrada', 'salida', 'consumo', 'ajuste', 'merma', 'traslado')),
  cantidad numeric(12,3) not null constraint movimientos_cantidad check (cantidad <> 0),
  saldo numeric(12,3) not null constraint movimientos_saldo check (saldo >= 0),
  costo numeric(18,6) not null,
  costo_promedio numeric(18,6) not null,
  documento_tipo text not null constraint movimientos_documento_tipo
    check (documento_tipo in ('recepcion', 'venta', 'cita', 'ajuste', 'merma', 'traslado', 'inventario', 'devolucion')),
  documento_id bigint,
  -- what the paper says: invoice or dispatch number
  documento text not null default '',
  motivo text not null default '',
  reversa_de bigint,
  efectiva date not null,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint movimientos_signo check (
    tipo in ('ajuste', 'traslado') or ((tipo = 'entrada') = (cantidad > 0)) = (reversa_de is null)),
  constraint movimientos_motivo check (tipo not in ('ajuste', 'merma') or btrim(motivo) <> ''),
  constraint movimientos_existencia foreign key (clinica_id, deposito_id, insumo_id) references existencias (clinica_id, deposito_id, insumo_id),
  constraint movimientos_lote foreign key (clinica_id, lote_id) references lotes (clinica_id, id),
  constraint movimientos_reversa foreign key (clinica_id, reversa_de) references movimientos (clinica_id, id),
  constraint movimientos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index movimientos_kardex on movimientos (clinica_id, deposito_id, insumo_id, id);
create index movimientos_lote on movimientos (clinica_id, lote_id, id);
create index movimientos_documento on movimientos (clinica_id, documento_tipo, documento_id);
create unique index movimientos_una_reversa on movimientos (clinica_id, reversa_de) where reversa_de is not null;
create index movimientos_por on movimientos (clinica_id, por, id);
call aislar('movimientos', 'select, insert');
call hacer_libro('movimientos');

create table recetas (
  clinica_id int not null,
  prestacion_id bigint not null,
  insumo_id bigint not null,
  cantidad numeric(12,3) not null constraint recetas_cantidad check (cantidad > 0),
  primary key (clinica_id, prestacion_id, insumo_id),
  constraint recetas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint recetas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id)
);
create index recetas_insumo on recetas (clinica_id, insumo_id);
call aislar('recetas', 'select, insert, update, delete');
call auditar_tabla('recetas', '', '', 'prestacion_id');

-- consumos_pendientes: what a recipe needed and the books did not have, so that a zero in them stops no patient.
create table consumos_pendientes (
  clinica_id int not null,
  id bigint generated always as identity,
  deposito_id bigint not null,
  insumo_id bigint not null,
  cantidad numeric(12,3) not null constraint consumos_pendientes_cantidad check (cantidad > 0),
  cita_id bigint,
  estado text not null default 'pendiente' constraint consumos_pendientes_estado check (estado in ('pendiente', 'saldado', 'desistido')),
  motivo text not null default '',
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  resuelto timestamptz,
  resuelto_por bigint,
  primary key (clinica_id, id),
  constraint consumos_pendientes_resuelto check ((estado = 'pendiente') = (resuelto is null) and (resuelto is null) = (resuelto_por is null)),
  constraint consumos_pendientes_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint consumos_pendientes_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id),
  constraint consumos_pendientes_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint consumos_pendientes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint consumos_pendientes_resuelto_por foreign key (clinica_id, resuelto_por) references membresias (clinica_id, id)
);
create index consumos_pendientes_abiertos on consumos_pendientes (clinica_id, estado, id);
create index consumos_pendientes_deposito on consumos_pendientes (clinica_id, deposito_id);
create index consumos_pendientes_insumo on consumos_pendientes (clinica_id, insumo_id);
create index consumos_pendientes_cita on consumos_pendientes (clinica_id, cita_id) where cita_id is not null;
create index consumos_pendientes_creado_por on consumos_pendientes (clinica_id, creado_por);
create index consumos_pendientes_resuelto_por on consumos_pendientes (clinica_id, resuelto_por);
call aislar('consumos_pendientes', 'select, insert, update');
call auditar_tabla('consumos_pendientes');
