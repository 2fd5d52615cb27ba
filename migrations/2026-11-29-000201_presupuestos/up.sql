-- Budgets are numbered apart, one series a sucursal; it is made with its first budget.
alter table series drop constraint series_documento,
  add constraint series_documento check (documento in ('pago', 'nota_credito', 'presupuesto'));
create unique index series_una_de_presupuestos on series (clinica_id, sucursal_id) where documento = 'presupuesto';

-- presupuestos: prices promised to a patient until a day. What expired and what was sold whole is read from dates and lines, not kept.
create table presupuestos (
  clinica_id int not null,
  id bigint generated always as identity,
  version int not null default 1,
  serie_id bigint not null,
  folio bigint not null,
  paciente_id bigint not null,
  -- whose prices; none: the catalogue's
  convenio_id bigint,
  moneda text not null constraint presupuestos_moneda check (moneda ~ '^[A-Z]{3}$'),
  estado text not null default 'vigente'
    constraint presupuestos_estado check (estado in ('vigente', 'aceptado', 'rechazado', 'anulado')),
  -- the last day on which its prices are kept
  valido_hasta date not null,
  nota text not null default '',
  descuento_motivo text not null default '',
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  aceptado timestamptz,
  aceptado_por bigint,
  cerrado timestamptz,
  cerrado_por bigint,
  cerrado_motivo text not null default '',
  primary key (clinica_id, id),
  constraint presupuestos_folio_unico unique (clinica_id, serie_id, folio),
  constraint presupuestos_aceptado check ((aceptado is null) = (aceptado_por is null)
    and (estado = 'anulado' or (estado = 'aceptado') = (aceptado is not null))),
  constraint presupuestos_cerrado check ((estado in ('rechazado', 'anulado')) = (cerrado is not null)
    and (cerrado is null) = (cerrado_por is null)),
  constraint presupuestos_motivo check (cerrado is null or btrim(cerrado_motivo) <> ''),
  constraint presupuestos_serie foreign key (clinica_id, serie_id) references series (clinica_id, id),
  constraint presupuestos_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint presupuestos_convenio foreign key (clinica_id, convenio_id) references convenios (clinica_id, id),
  constraint presupuestos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint presupuestos_aceptado_por foreign key (clinica_id, aceptado_por) references membresias (clinica_id, id),
  constraint presupuestos_cerrado_por foreign key (clinica_id, cerrado_por) references membresias (clinica_id, id)
);
create index presupuestos_en_orden on presupuestos (clinica_id, estado, id);
create index presupuestos_paciente on presupuestos (clinica_id, paciente_id, id);
create index presupuestos_convenio on presupuestos (clinica_id, convenio_id) where convenio_id is not null;
create index presupuestos_creado_por on presupuestos (clinica_id, creado_por);
create index presupuestos_aceptado_por on presupuestos (clinica_id, aceptado_por) where aceptado_por is not null;
create index presupuestos_cerrado_por on presupuestos (clinica_id, cerrado_por) where cerrado_por is not null;
call aislar('presupuestos', 'select, insert, update');
call auditar_tabla('presupuestos', 'nota');

create table presupuestos_lineas (
  clinica_id int not null,
  id bigint generated always as identity,
  presupuesto_id bigint not null,
  numero int not null,
  prestacion_id bigint,
  insumo_id bigint,
  -- as it was called and promised that day
  descripcion text not null,
  cantidad numeric(12,3) not null constraint presupuestos_lineas_cantidad check (cantidad > 0),
  precio numeric(14,2) not null constraint presupuestos_lineas_precio check (precio >= 0),
  descuento numeric(14,2) not null constraint presupuestos_lineas_descuento check (descuento >= 0),
  afecto boolean not null,
  total numeric(14,2) not null constraint presupuestos_lineas_total check (total >= 0),
  -- by sales that stand; kept here so that no two of them can sell the same
  vendido numeric(12,3) not null default 0,
  primary key (clinica_id, id),
  constraint presupuestos_lineas_vendido check (vendido between 0 and cantidad),
  constraint presupuestos_lineas_numero unique (clinica_id, presupuesto_id, numero),
  constraint presupuestos_lineas_que check (num_nonnulls(prestacion_id, insumo_id) = 1),
  constraint presupuestos_lineas_presupuesto foreign key (clinica_id, presupuesto_id) references presupuestos (clinica_id, id),
  constraint presupuestos_lineas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint presupuestos_lineas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id)
);
create index presupuestos_lineas_prestacion on presupuestos_lineas (clinica_id, prestacion_id) where prestacion_id is not null;
create index presupuestos_lineas_insumo on presupuestos_lineas (clinica_id, insumo_id) where insumo_id is not null;
call aislar('presupuestos_lineas', 'select, insert, update, delete');
call auditar_tabla('presupuestos_lineas');

-- Which line of a budget a line of a sale fulfils, and what of its price and of its discount went with it.
create table presupuestos_ventas (
  clinica_id int not null,
  venta_linea_id bigint not null,
  presupuesto_linea_id bigint not null,
  bruto numeric(14,2) not null constraint presupuestos_ventas_bruto check (bruto >= 0),
  descuento numeric(14,2) not null constraint presupuestos_ventas_descuento check (descuento between 0 and bruto),
  primary key (clinica_id, venta_linea_id),
  constraint presupuestos_ventas_venta foreign key (clinica_id, venta_linea_id) references ventas_lineas (clinica_id, id),
  constraint presupuestos_ventas_linea foreign key (clinica_id, presupuesto_linea_id) references presupuestos_lineas (clinica_id, id)
);
create index presupuestos_ventas_linea on presupuestos_ventas (clinica_id, presupuesto_linea_id);
call aislar('presupuestos_ventas', 'select, insert');
call hacer_libro('presupuestos_ventas');
