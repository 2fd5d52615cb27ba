-- Notes of credit have a series of their own, one a sucursal; those that exist get theirs here, the others with their first drawer.
alter table series drop constraint series_documento,
  add constraint series_documento check (documento in ('pago', 'nota_credito'));
create unique index series_una_de_notas on series (clinica_id, sucursal_id) where documento = 'nota_credito';
-- the rows of every clinic: forced row security would hide them from the owner
alter table series no force row level security;
alter table sucursales no force row level security;
insert into series (clinica_id, sucursal_id, documento, prefijo)
select clinica_id, id, 'nota_credito', 'N' || row_number() over (partition by clinica_id order by id) from sucursales;
alter table sucursales force row level security;
alter table series force row level security;

-- What its notes credit is part of what is no longer owed. What was collected and not given back is the rest: never below zero.
alter table ventas add column acreditado numeric(14,2) not null default 0,
  add constraint ventas_acreditado check (acreditado between 0 and pagado);

-- devoluciones: asked for by one, decided by another, paid by whoever has a drawer open then. Without a payment to give back it is a
-- note alone: what the sale still owes is credited.
create table devoluciones (
  clinica_id int not null,
  id bigint generated always as identity,
  venta_id bigint not null,
  pago_id bigint,
  medio text constraint devoluciones_medio check (medio in ('efectivo', 'debito', 'credito', 'transferencia', 'cheque')),
  moneda text not null constraint devoluciones_moneda check (moneda ~ '^[A-Z]{3}$'),
  monto numeric(14,2) not null constraint devoluciones_monto check (monto > 0),
  -- credits the lines; without it they are owed again
  con_nota boolean not null,
  motivo text not null constraint devoluciones_motivo check (btrim(motivo) <> ''),
  estado text not null default 'solicitada'
    constraint devoluciones_estado check (estado in ('solicitada', 'aprobada', 'pagada', 'rechazada', 'retirada')),
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  resuelta timestamptz,
  resuelta_por bigint,
  resolucion text not null default '',
  -- the negative payment that gave it back
  reverso_id bigint,
  primary key (clinica_id, id),
  constraint devoluciones_con_que check ((pago_id is null) = (medio is null) and (con_nota or pago_id is not null)),
  constraint devoluciones_otra_persona check (resuelta_por <> creado_por),
  constraint devoluciones_resuelta check ((resuelta is null) = (resuelta_por is null)
    and (resuelta is not null or estado in ('solicitada', 'retirada')) and (resuelta is null or estado <> 'solicitada')),
  constraint devoluciones_rechazo check (estado <> 'rechazada' or btrim(resolucion) <> ''),
  constraint devoluciones_pagada check ((estado = 'pagada') = (reverso_id is not null)),
  constraint devoluciones_venta foreign key (clinica_id, venta_id) references ventas (clinica_id, id),
  constraint devoluciones_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id),
  constraint devoluciones_reverso foreign key (clinica_id, reverso_id) references pagos (clinica_id, id),
  constraint devoluciones_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint devoluciones_resuelta_por foreign key (clinica_id, resuelta_por) references membresias (clinica_id, id)
);
create index devoluciones_en_orden on devoluciones (clinica_id, estado, id);
create index devoluciones_venta on devoluciones (clinica_id, venta_id, id);
create index devoluciones_pago on devoluciones (clinica_id, pago_id, id) where pago_id is not null;
create unique index devoluciones_un_reverso on devoluciones (clinica_id, reverso_id) where reverso_id is not null;
create index devoluciones_creado_por on devoluciones (clinica_id, creado_por);
create index devoluciones_resuelta_por on devoluciones (clinica_id, resuelta_por) where resuelta_por is not null;
call aislar('devoluciones', 'select, insert, update');
call auditar_tabla('devoluciones');

create table devoluciones_lineas (
  clinica_id int not null,
  devolucion_id bigint not null,
  venta_linea_id bigint not null,
  monto numeric(14,2) not null constraint devoluciones_lineas_monto check (monto > 0),
  -- its goods go back to their lots
  vuelve boolean not null,
  primary key (clinica_id, devolucion_id, venta_linea_id),
  constraint devoluciones_lineas_devolucion foreign key (clinica_id, devolucion_id) references devoluciones (clinica_id, id),
  constraint devoluciones_lineas_linea foreign key (clinica_id, venta_linea_id) references ventas_lineas (clinica_id, id)
);
create index devoluciones_lineas_linea on devoluciones_lineas (clinica_id, venta_linea_id);
call aislar('devoluciones_lineas', 'select, insert');
call hacer_libro('devoluciones_lineas');

create table notas_credito (
  clinica_id int not null,
  id bigint generated always as identity,
  serie_id bigint not null,
  folio bigint not null,
  venta_id bigint not null,
  devolucion_id bigint not null,
  moneda text not null constraint notas_credito_moneda check (moneda ~ '^[A-Z]{3}$'),
  exento numeric(14,2) not null constraint notas_credito_exento check (exento >= 0),
  neto numeric(14,2) not null constraint notas_credito_neto check (neto >= 0),
  iva numeric(14,2) not null constraint notas_credito_iva check (iva >= 0),
  total numeric(14,2) not null constraint notas_credito_total check (total > 0 and total = exento + neto + iva),
  motivo text not null constraint notas_credito_motivo check (btrim(motivo) <> ''),
  aprobado_por bigint not null,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint notas_credito_folio_unico unique (clinica_id, serie_id, folio),
  constraint notas_credito_una unique (clinica_id, devolucion_id),
  constraint notas_credito_serie foreign key (clinica_id, serie_id) references series (clinica_id, id),
  constraint notas_credito_venta foreign key (clinica_id, venta_id) references ventas (clinica_id, id),
  constraint notas_credito_devolucion foreign key (clinica_id, devolucion_id) references devoluciones (clinica_id, id),
  constraint notas_credito_aprobado_por foreign key (clinica_id, aprobado_por) references membresias (clinica_id, id),
  constraint notas_credito_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index notas_credito_venta on notas_credito (clinica_id, venta_id, id);
create index notas_credito_en on notas_credito (clinica_id, en, id);
create index notas_credito_aprobado_por on notas_credito (clinica_id, aprobado_por);
create index notas_credito_por on notas_credito (clinica_id, por);
call aislar('notas_credito', 'select, insert');
call hacer_libro('notas_credito');

create table notas_credito_lineas (
  clinica_id int not null,
  nota_id bigint not null,
  venta_linea_id bigint not null,
  monto numeric(14,2) not null constraint notas_credito_lineas_monto check (monto > 0),
  iva numeric(14,2) not null constraint notas_credito_lineas_iva check (iva between 0 and monto),
  primary key (clinica_id, nota_id, venta_linea_id),
  constraint notas_credito_lineas_nota foreign key (clinica_id, nota_id) references notas_credito (clinica_id, id),
  constraint notas_credito_lineas_linea foreign key (clinica_id, venta_linea_id) references ventas_lineas (clinica_id, id)
);
create index notas_credito_lineas_linea on notas_credito_lineas (clinica_id, venta_linea_id);
call aislar('notas_credito_lineas', 'select, insert');
call hacer_libro('notas_credito_lineas');

-- A note is printed as a receipt is: one original, the rest copies.
alter table recibos_impresos alter column pago_id drop not null,
  add column nota_id bigint,
  add constraint recibos_impresos_de_uno check (num_nonnulls(pago_id, nota_id) = 1),
  add constraint recibos_impresos_nota foreign key (clinica_id, nota_id) references notas_credito (clinica_id, id);
create index recibos_impresos_nota on recibos_impresos (clinica_id, nota_id, id) where nota_id is not null;
create unique index recibos_impresos_un_original_de_nota on recibos_impresos (clinica_id, nota_id) where original and nota_id is not null;
