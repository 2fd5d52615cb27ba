-- documentos_bodega: goods that leave or are set right by a paper of the clinic's own. Its lines are its movimientos. It is taken back
-- whole, once, by movements that pair with them.
create table documentos_bodega (
  clinica_id int not null,
  id bigint generated always as identity,
  tipo text not null constraint documentos_bodega_tipo check (tipo in ('salida', 'merma', 'ajuste', 'devolucion')),
  deposito_id bigint not null,
  -- to whom: a person, an area, a supplier
  destino text not null default '',
  motivo text not null default '',
  -- what the paper of others says: a credit note, a dispatch
  papel text not null default '',
  efectiva date not null,
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  reversado timestamptz,
  reversado_por bigint,
  reversa_motivo text not null default '',
  primary key (clinica_id, id),
  constraint documentos_bodega_destino check (tipo not in ('salida', 'devolucion') or btrim(destino) <> ''),
  constraint documentos_bodega_motivo check (tipo = 'salida' or btrim(motivo) <> ''),
  constraint documentos_bodega_reversa check ((reversado is null) = (reversado_por is null)
    and (reversado is null) = (btrim(reversa_motivo) = '')),
  constraint documentos_bodega_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint documentos_bodega_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint documentos_bodega_reversado_por foreign key (clinica_id, reversado_por) references membresias (clinica_id, id)
);
create index documentos_bodega_por_tipo on documentos_bodega (clinica_id, tipo, id);
create index documentos_bodega_deposito on documentos_bodega (clinica_id, deposito_id);
create index documentos_bodega_creado_por on documentos_bodega (clinica_id, creado_por);
create index documentos_bodega_reversado_por on documentos_bodega (clinica_id, reversado_por);
call aislar('documentos_bodega', 'select, insert, update');
call auditar_tabla('documentos_bodega');

alter table movimientos drop constraint movimientos_documento_tipo;
alter table movimientos add constraint movimientos_documento_tipo check (documento_tipo in
  ('recepcion', 'venta', 'cita', 'salida', 'ajuste', 'merma', 'traslado', 'inventario', 'devolucion'));
