-- proveedores: who sells supplies to the clinic.
create table proveedores (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  nombre text not null constraint proveedores_nombre_lleno check (btrim(nombre) <> ''),
  -- null: from abroad, or a person who has not said it
  rut_cuerpo int constraint proveedores_rut_cuerpo check (rut_cuerpo between 1 and 999999999),
  rut_dv text constraint proveedores_rut_dv check (rut_dv ~ '^[0-9K]$'),
  contacto text not null default '',
  telefono text,
  correo text,
  estado text not null default 'activo' constraint proveedores_estado check (estado in ('activo', 'archivado')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint proveedores_rut_entero check ((rut_cuerpo is null) = (rut_dv is null)),
  constraint proveedores_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create unique index proveedores_rut_unico on proveedores (clinica_id, rut_cuerpo) where rut_cuerpo is not null;
create index proveedores_nombre on proveedores (clinica_id, estado, nombre, id);
create index proveedores_creado_por on proveedores (clinica_id, creado_por);
call aislar('proveedores', 'select, insert, update');
call auditar_tabla('proveedores', 'rut_cuerpo,rut_dv,contacto,telefono,correo');

-- ordenes_compra: what was asked of a proveedor for a depot. Its row is the lock of what is received of it.
create table ordenes_compra (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  -- also counts what is received: a form that was shown before another reception is known by it
  version int not null default 1,
  proveedor_id bigint not null,
  deposito_id bigint not null,
  moneda text not null constraint ordenes_compra_moneda check (moneda ~ '^[A-Z]{3}$'),
  nota text not null default '',
  estado text not null default 'borrador' constraint ordenes_compra_estado
    check (estado in ('borrador', 'enviada', 'parcial', 'recibida', 'cancelada')),
  creada timestamptz not null default ahora(),
  creada_por bigint not null default membresia_actual(),
  enviada timestamptz,
  enviada_por bigint,
  cancelada timestamptz,
  cancelada_por bigint,
  motivo text not null default '',
  primary key (clinica_id, id),
  constraint ordenes_compra_envio check ((enviada is null) = (enviada_por is null)),
  constraint ordenes_compra_enviada check (estado not in ('enviada', 'parcial', 'recibida') or enviada is not null),
  constraint ordenes_compra_cancelada check ((estado = 'cancelada') = (cancelada is not null) and (cancelada is null) = (cancelada_por is null)),
  constraint ordenes_compra_motivo check (cancelada is null or btrim(motivo) <> ''),
  constraint ordenes_compra_proveedor foreign key (clinica_id, proveedor_id) references proveedores (clinica_id, id),
  constraint ordenes_compra_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint ordenes_compra_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id),
  constraint ordenes_compra_enviada_por foreign key (clinica_id, enviada_por) references membresias (clinica_id, id),
  constraint ordenes_compra_cancelada_por foreign key (clinica_id, cancelada_por) references membresias (clinica_id, id)
);
create index ordenes_compra_por_estado on ordenes_compra (clinica_id, estado, id);
create index ordenes_compra_proveedor on ordenes_compra (clinica_id, proveedor_id, id);
create index ordenes_compra_deposito on ordenes_compra (clinica_id, deposito_id);
create index ordenes_compra_creada_por on ordenes_compra (clinica_id, creada_por);
create index ordenes_compra_enviada_por on ordenes_compra (clinica_id, enviada_por);
create index ordenes_compra_cancelada_por on ordenes_compra (clinica_id, cancelada_por);
call aislar('ordenes_compra', 'select, insert, update');
call auditar_tabla('ordenes_compra');

create table ordenes_compra_lineas (
  clinica_id int not null,
  orden_id bigint not null,
  insumo_id bigint not null,
  cantidad numeric(12,3) not null constraint ordenes_compra_lineas_cantidad check (cantidad > 0),
  -- agreed, of a unit, without IVA
  costo numeric(18,6) not null constraint ordenes_compra_lineas_costo check (costo >= 0),
  -- the sum of recepciones_lineas that stand
  recibido numeric(12,3) not null default 0 constraint ordenes_compra_lineas_recibido check (recibido >= 0),
  primary key (clinica_id, orden_id, insumo_id),
  constraint ordenes_compra_lineas_orden foreign key (clinica_id, orden_id) references ordenes_compra (clinica_id, id),
  constraint ordenes_compra_lineas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id)
);
create index ordenes_compra_lineas_insumo on ordenes_compra_lineas (clinica_id, insumo_id, orden_id);
call aislar('ordenes_compra_lineas', 'select, insert, update, delete');
call auditar_tabla('ordenes_compra_lineas', '', '', 'orden_id');

-- recepciones: what came at once of an order, with its paper. Its goods are movimientos of documento 'recepcion'.
create table recepciones (
  clinica_id int not null,
  id bigint generated always as identity,
  orden_id bigint not null,
  -- invoice or dispatch number
  documento text not null constraint recepciones_documento_lleno check (btrim(documento) <> ''),
  efectiva date not null,
  -- whoever received it said that more than was ordered had come
  de_mas boolean not null default false,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  revertida timestamptz,
  revertida_por bigint,
  motivo text not null default '',
  primary key (clinica_id, id),
  constraint recepciones_de_orden unique (clinica_id, orden_id, id),
  constraint recepciones_revertida check ((revertida is null) = (revertida_por is null) and (revertida is null or btrim(motivo) <> '')),
  constraint recepciones_orden foreign key (clinica_id, orden_id) references ordenes_compra (clinica_id, id),
  constraint recepciones_por foreign key (clinica_id, por) references membresias (clinica_id, id),
  constraint recepciones_revertida_por foreign key (clinica_id, revertida_por) references membresias (clinica_id, id)
);
create index recepciones_por on recepciones (clinica_id, por);
create index recepciones_revertida_por on recepciones (clinica_id, revertida_por);
call aislar('recepciones', 'select, insert, update');
call auditar_tabla('recepciones');

-- recepciones_lineas: lots received. The price history of each insumo.
create table recepciones_lineas (
  clinica_id int not null,
  id bigint generated always as identity,
  recepcion_id bigint not null,
  orden_id bigint not null,
  insumo_id bigint not null,
  lote text not null constraint recepciones_lineas_lote_lleno check (btrim(lote) <> ''),
  caduca date,
  cantidad numeric(12,3) not null constraint recepciones_lineas_cantidad check (cantidad > 0),
  costo numeric(18,6) not null constraint recepciones_lineas_costo check (costo >= 0),
  creada timestamptz not null default ahora(),
  creada_por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint recepciones_lineas_recepcion foreign key (clinica_id, orden_id, recepcion_id) references recepciones (clinica_id, orden_id, id),
  constraint recepciones_lineas_linea foreign key (clinica_id, orden_id, insumo_id) references ordenes_compra_lineas (clinica_id, orden_id, insumo_id),
  constraint recepciones_lineas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id),
  constraint recepciones_lineas_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id)
);
create index recepciones_lineas_recepcion on recepciones_lineas (clinica_id, orden_id, recepcion_id);
create index recepciones_lineas_linea on recepciones_lineas (clinica_id, orden_id, insumo_id);
create index recepciones_lineas_precio on recepciones_lineas (clinica_id, insumo_id, id);
create index recepciones_lineas_creada_por on recepciones_lineas (clinica_id, creada_por);
call aislar('recepciones_lineas', 'select, insert');
call hacer_libro('recepciones_lineas');

-- Days from an order to its goods, and of consumption kept for what goes wrong. Null: as the clinic says in its ajustes.
alter table insumos
  add column dias_entrega int constraint insumos_dias_entrega check (dias_entrega between 0 and 365),
  add column dias_reserva int constraint insumos_dias_reserva check (dias_reserva between 0 and 365);

-- What moved since a day, for the pace at which each insumo is consumed.
create index movimientos_recientes on movimientos (clinica_id, en);
