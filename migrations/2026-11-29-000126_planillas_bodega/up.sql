-- planillas_bodega: a spreadsheet of insumos and lots, from its upload to what came of it, which is all of it or nothing.
create table planillas_bodega (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  nombre text not null constraint planillas_bodega_nombre check (length(nombre) <= 200),
  -- of the file's bytes
  huella bytea not null constraint planillas_bodega_huella_sha256 check (length(huella) = 32),
  -- where its lots go
  deposito_id bigint not null,
  columnas text[] not null,
  ignoradas text[] not null,
  -- row by row: its number in the file, and the texts of its columns, joined by U+001F
  numeros int[] not null,
  textos text[] not null,
  estado text not null default 'revisada' constraint planillas_bodega_estado check (estado in ('revisada', 'cargada', 'descartada')),
  -- made by it
  insumos int not null default 0,
  lotes int not null default 0,
  creada timestamptz not null default ahora(),
  creada_por bigint not null default membresia_actual(),
  -- loaded or thrown away
  terminada timestamptz,
  terminada_por bigint,
  primary key (clinica_id, id),
  constraint planillas_bodega_filas check (cardinality(numeros) = cardinality(textos)),
  constraint planillas_bodega_terminada check ((estado <> 'revisada') = (terminada is not null) and (terminada is null) = (terminada_por is null)),
  constraint planillas_bodega_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint planillas_bodega_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id),
  constraint planillas_bodega_terminada_por foreign key (clinica_id, terminada_por) references membresias (clinica_id, id)
);
-- The same file twice for one depot, while it is being looked at, is one.
create unique index planillas_bodega_una_abierta on planillas_bodega (clinica_id, deposito_id, huella) where estado = 'revisada';
create index planillas_bodega_deposito on planillas_bodega (clinica_id, deposito_id);
create index planillas_bodega_creada_por on planillas_bodega (clinica_id, creada_por);
create index planillas_bodega_terminada_por on planillas_bodega (clinica_id, terminada_por);
call aislar('planillas_bodega', 'select, insert, update');
call auditar_tabla('planillas_bodega', '', 'numeros,textos');
