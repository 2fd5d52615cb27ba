-- series: counters of folios. A folio is taken last, in the transaction that uses it; a failure gives it back.
create table series (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  sucursal_id bigint not null,
  documento text not null constraint series_documento check (documento in ('pago')),
  prefijo text not null constraint series_prefijo check (prefijo ~ '^[A-Z0-9]{1,6}$'),
  ultimo bigint not null default 0 constraint series_ultimo check (ultimo >= 0),
  creado timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint series_prefijo_unico unique (clinica_id, documento, prefijo),
  constraint series_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id)
) with (fillfactor = 50);
create index series_sucursal on series (clinica_id, sucursal_id);
call aislar('series', 'select, insert, update');
-- The counter moves with each pago, which carries who and when.
create trigger auditar after insert or delete or update of prefijo, documento, sucursal_id on series
  for each row execute function auditar('', 'ultimo', 'id');

create table cajas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  sucursal_id bigint not null,
  -- where what it sells comes from
  deposito_id bigint not null,
  serie_id bigint not null,
  nombre text not null constraint cajas_nombre_lleno check (btrim(nombre) <> ''),
  estado text not null default 'activa' constraint cajas_estado check (estado in ('activa', 'archivada')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint cajas_nombre_unico unique (clinica_id, sucursal_id, nombre),
  constraint cajas_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint cajas_deposito foreign key (clinica_id, deposito_id) references depositos (clinica_id, id),
  constraint cajas_serie foreign key (clinica_id, serie_id) references series (clinica_id, id),
  constraint cajas_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index cajas_deposito on cajas (clinica_id, deposito_id);
create index cajas_serie on cajas (clinica_id, serie_id);
create index cajas_creado_por on cajas (clinica_id, creado_por);
call aislar('cajas', 'select, insert, update');
call auditar_tabla('cajas');

-- sesiones_caja: no running total lives here, so that payments may share the row and only closing takes it whole.
create table sesiones_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  caja_id bigint not null,
  responsable bigint not null,
  estado text not null default 'abierta' constraint sesiones_caja_estado
    check (estado in ('abierta', 'arqueo', 'cerrada', 'reabierta', 'contabilizada')),
  moneda text not null constraint sesiones_caja_moneda check (moneda ~ '^[A-Z]{3}$'),
  apertura numeric(14,2) not null constraint sesiones_caja_apertura check (apertura >= 0),
  -- counted at opening minus what the last close left in the drawer
  diferencia_apertura numeric(14,2) not null default 0,
  motivo_apertura text not null default '',
  abierta timestamptz not null default ahora(),
  abierta_por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint sesiones_caja_caja foreign key (clinica_id, caja_id) references cajas (clinica_id, id),
  constraint sesiones_caja_responsable foreign key (clinica_id, responsable) references membresias (clinica_id, id),
  constraint sesiones_caja_abierta_por foreign key (clinica_id, abierta_por) references membresias (clinica_id, id)
);
create unique index sesiones_caja_una_abierta on sesiones_caja (clinica_id, caja_id) where estado in ('abierta', 'arqueo', 'reabierta');
create index sesiones_caja_caja on sesiones_caja (clinica_id, caja_id, id);
create index sesiones_caja_responsable on sesiones_caja (clinica_id, responsable, id);
create index sesiones_caja_abierta_por on sesiones_caja (clinica_id, abierta_por);
call aislar('sesiones_caja', 'select, insert, update');
call auditar_tabla('sesiones_caja');

create table movimientos_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  tipo text not null constraint movimientos_caja_tipo check (tipo in ('entrada', 'salida')),
  monto numeric(14,2) not null constraint movimientos_caja_monto check (monto > 0),
  motivo text not null constraint movimientos_caja_motivo check (btrim(motivo) <> ''),
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint movimientos_caja_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint movimientos_caja_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index movimientos_caja_sesion on movimientos_caja (clinica_id, sesion_id, id);
create index movimientos_caja_por on movimientos_caja (clinica_id, por);
call aislar('movimientos_caja', 'select, insert');
call hacer_libro('movimientos_caja');

-- arqueos: each blind count is kept, and beside it what the books expected at that moment.
create table arqueos (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  contado numeric(14,2) not null constraint arqueos_contado check (contado >= 0),
  esperado numeric(14,2) not null,
  observacion text not null default '',
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint arqueos_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint arqueos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index arqueos_sesion on arqueos (clinica_id, sesion_id, id);
create index arqueos_por on arqueos (clinica_id, por);
call aislar('arqueos', 'select, insert');
call hacer_libro('arqueos');

create table arqueos_denominaciones (
  clinica_id int not null,
  arqueo_id bigint not null,
  valor numeric(14,2) not null constraint arqueos_denominaciones_valor check (valor > 0),
  cantidad int not null constraint arqueos_denominaciones_cantidad check (cantidad > 0),
  primary key (clinica_id, arqueo_id, valor),
  constraint arqueos_denominaciones_arqueo foreign key (clinica_id, arqueo_id) references arqueos (clinica_id, id)
);
call aislar('arqueos_denominaciones', 'select, insert');
call hacer_libro('arqueos_denominaciones');

-- What is not cash: expected by the books, declared by the cashier from vouchers and statements.
create table arqueos_medios (
  clinica_id int not null,
  arqueo_id bigint not null,
  medio text not null constraint arqueos_medios_medio check (medio in ('debito', 'credito', 'transferencia', 'cheque')),
  esperado numeric(14,2) not null,
  declarado numeric(14,2) not null constraint arqueos_medios_declarado check (declarado >= 0),
  primary key (clinica_id, arqueo_id, medio),
  constraint arqueos_medios_arqueo foreign key (clinica_id, arqueo_id) references arqueos (clinica_id, id)
);
call aislar('arqueos_medios', 'select, insert');
call hacer_libro('arqueos_medios');

-- cierres_caja: a row a close, so that reopening keeps the first one as it was.
create table cierres_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  arqueo_id bigint not null,
  esperado numeric(14,2) not null,
  contado numeric(14,2) not null constraint cierres_caja_contado check (contado >= 0),
  diferencia numeric(14,2) not null,
  motivo text not null default '',
  -- float that stays in the drawer for the next opening; the rest leaves with the close
  dejado numeric(14,2) not null,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint cierres_caja_diferencia check (diferencia = contado - esperado),
  constraint cierres_caja_dejado check (dejado between 0 and contado),
  constraint cierres_caja_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint cierres_caja_arqueo foreign key (clinica_id, arqueo_id) references arqueos (clinica_id, id),
  constraint cierres_caja_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index cierres_caja_sesion on cierres_caja (clinica_id, sesion_id, id);
create unique index cierres_caja_un_arqueo on cierres_caja (clinica_id, arqueo_id);
create index cierres_caja_por on cierres_caja (clinica_id, por);
call aislar('cierres_caja', 'select, insert');
call hacer_libro('cierres_caja');

create table ventas (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  paciente_id bigint,
  cita_id bigint,
  pagador text not null default '',
  estado text not null default 'emitida' constraint ventas_estado check (estado in ('emitida', 'anulada')),
  moneda text not null constraint ventas_moneda check (moneda ~ '^[A-Z]{3}$'),
  exento numeric(14,2) not null constraint ventas_exento check (exento >= 0),
  neto numeric(14,2) not null constraint ventas_neto check (neto >= 0),
  iva numeric(14,2) not null constraint ventas_iva check (iva >= 0),
  total numeric(14,2) not null,
  -- sum of its asignaciones; kept here so that no two payments can cover the same peso
  pagado numeric(14,2) not null default 0,
  saldada boolean not null generated always as (pagado = total) stored,
  emitida timestamptz not null default ahora(),
  emitida_por bigint not null default membresia_actual(),
  anulada timestamptz,
  anulada_por bigint,
  anulada_motivo text not null default '',
  primary key (clinica_id, id),
  constraint ventas_total check (total = exento + neto + iva),
  constraint ventas_pagado check (pagado between 0 and total),
  constraint ventas_anulada check ((estado = 'anulada') = (anulada is not null) and (anulada is null) = (anulada_por is null)),
  constraint ventas_anulada_sin_pagos check (estado = 'emitida' or pagado = 0),
  constraint ventas_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint ventas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint ventas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint ventas_emitida_por foreign key (clinica_id, emitida_por) references membresias (clinica_id, id),
  constraint ventas_anulada_por foreign key (clinica_id, anulada_por) references membresias (clinica_id, id)
);
create index ventas_sesion on ventas (clinica_id, sesion_id, id);
create index ventas_paciente on ventas (clinica_id, paciente_id, id) where paciente_id is not null;
create unique index ventas_cita_unica on ventas (clinica_id, cita_id) where estado = 'emitida';
create index ventas_cita on ventas (clinica_id, cita_id) where cita_id is not null;
create index ventas_por_cobrar on ventas (clinica_id, id) where not saldada and estado = 'emitida';
create index ventas_emitida_por on ventas (clinica_id, emitida_por);
create index ventas_anulada_por on ventas (clinica_id, anulada_por) where anulada_por is not null;
call aislar('ventas', 'select, insert, update');
call auditar_tabla('ventas', 'pagador');

alter table consumos_pendientes add column venta_id bigint,
  add constraint consumos_pendientes_venta foreign key (clinica_id, venta_id) references ventas (clinica_id, id);
create index consumos_pendientes_venta on consumos_pendientes (clinica_id, venta_id) where venta_id is not null;

create table ventas_lineas (
  clinica_id int not null,
  id bigint generated always as identity,
  venta_id bigint not null,
  numero int not null,
  prestacion_id bigint,
  insumo_id bigint,
  -- as it was called and charged that day
  descripcion text not null,
  cantidad numeric(12,3) not null constraint ventas_lineas_cantidad check (cantidad > 0),
  precio numeric(14,2) not null constraint ventas_lineas_precio check (precio >= 0),
  descuento numeric(14,2) not null default 0 constraint ventas_lineas_descuento check (descuento >= 0),
  descuento_motivo text not null default '',
  afecto boolean not null,
  iva numeric(14,2) not null,
  total numeric(14,2) not null constraint ventas_lineas_total check (total >= 0),
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint ventas_lineas_numero unique (clinica_id, venta_id, numero),
  constraint ventas_lineas_que check (num_nonnulls(prestacion_id, insumo_id) = 1),
  constraint ventas_lineas_iva check (iva between 0 and total and (afecto or iva = 0)),
  constraint ventas_lineas_descuento_motivo check (descuento = 0 or btrim(descuento_motivo) <> ''),
  constraint ventas_lineas_venta foreign key (clinica_id, venta_id) references ventas (clinica_id, id),
  constraint ventas_lineas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint ventas_lineas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id),
  constraint ventas_lineas_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index ventas_lineas_prestacion on ventas_lineas (clinica_id, prestacion_id) where prestacion_id is not null;
create index ventas_lineas_insumo on ventas_lineas (clinica_id, insumo_id) where insumo_id is not null;
create index ventas_lineas_por on ventas_lineas (clinica_id, por);
call aislar('ventas_lineas', 'select, insert');
call hacer_libro('ventas_lineas');

-- pagos: total = sum of its pagos_medios = sum of its asignaciones to lines + what became abono.
-- A reversal repeats the figures negated.
create table pagos (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  serie_id bigint not null,
  folio bigint not null,
  tipo text not null default 'pago' constraint pagos_tipo check (tipo in ('pago', 'anulacion', 'devolucion')),
  paciente_id bigint,
  pagador text not null default '',
  moneda text not null constraint pagos_moneda check (moneda ~ '^[A-Z]{3}$'),
  total numeric(14,2) not null,
  -- cash handed back at once; it never was in the drawer
  vuelto numeric(14,2) not null default 0 constraint pagos_vuelto check (vuelto >= 0),
  reversa_de bigint,
  motivo text not null default '',
  aprobado_por bigint,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint pagos_folio_unico unique (clinica_id, serie_id, folio),
  constraint pagos_signo check (case when tipo = 'pago' then total > 0 else total < 0 end),
  constraint pagos_reversa_tipo check ((tipo = 'pago') = (reversa_de is null)),
  constraint pagos_motivo check (tipo = 'pago' or btrim(motivo) <> ''),
  constraint pagos_aprobado check (tipo <> 'devolucion' or (aprobado_por is not null and aprobado_por <> por)),
  constraint pagos_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint pagos_serie foreign key (clinica_id, serie_id) references series (clinica_id, id),
  constraint pagos_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint pagos_reversa foreign key (clinica_id, reversa_de) references pagos (clinica_id, id),
  constraint pagos_aprobado_por foreign key (clinica_id, aprobado_por) references membresias (clinica_id, id),
  constraint pagos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index pagos_sesion on pagos (clinica_id, sesion_id, id);
create index pagos_paciente on pagos (clinica_id, paciente_id, id) where paciente_id is not null;
create index pagos_reversa on pagos (clinica_id, reversa_de) where reversa_de is not null;
create unique index pagos_una_anulacion on pagos (clinica_id, reversa_de) where tipo = 'anulacion';
create index pagos_en on pagos (clinica_id, en, id);
create index pagos_aprobado_por on pagos (clinica_id, aprobado_por) where aprobado_por is not null;
create index pagos_por on pagos (clinica_id, por, id);
call aislar('pagos', 'select, insert');
call hacer_libro('pagos');

-- efectivo is what stayed in the drawer, the change already out. redondeo is a line of its own that nobody hands over:
-- positive when less than what was due is collected, negative when more.
create table pagos_medios (
  clinica_id int not null,
  id bigint generated always as identity,
  pago_id bigint not null,
  medio text not null constraint pagos_medios_medio
    check (medio in ('efectivo', 'debito', 'credito', 'transferencia', 'cheque', 'abono', 'redondeo')),
  monto numeric(14,2) not null constraint pagos_medios_monto check (monto <> 0),
  referencia text not null default '',
  primary key (clinica_id, id),
  constraint pagos_medios_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id)
);
create index pagos_medios_pago on pagos_medios (clinica_id, pago_id);
call aislar('pagos_medios', 'select, insert');
call hacer_libro('pagos_medios');

-- asignaciones: which line of which sale each peso paid.
create table asignaciones (
  clinica_id int not null,
  id bigint generated always as identity,
  pago_id bigint not null,
  venta_linea_id bigint not null,
  monto numeric(14,2) not null constraint asignaciones_monto check (monto <> 0),
  primary key (clinica_id, id),
  constraint asignaciones_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id),
  constraint asignaciones_linea foreign key (clinica_id, venta_linea_id) references ventas_lineas (clinica_id, id)
);
create index asignaciones_pago on asignaciones (clinica_id, pago_id);
create index asignaciones_linea on asignaciones (clinica_id, venta_linea_id);
call aislar('asignaciones', 'select, insert');
call hacer_libro('asignaciones');

-- abonos: what a patient has in favour; a payment's rest adds, the medio abono takes.
create table abonos (
  clinica_id int not null,
  id bigint generated always as identity,
  paciente_id bigint not null,
  pago_id bigint not null,
  monto numeric(14,2) not null constraint abonos_monto check (monto <> 0),
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint abonos_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint abonos_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id),
  constraint abonos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index abonos_paciente on abonos (clinica_id, paciente_id, id);
create index abonos_pago on abonos (clinica_id, pago_id);
create index abonos_por on abonos (clinica_id, por);
call aislar('abonos', 'select, insert');
call hacer_libro('abonos');

-- recibos_impresos: a row a printing; whatever is not the first one of its pago says COPIA.
create table recibos_impresos (
  clinica_id int not null,
  id bigint generated always as identity,
  pago_id bigint not null,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint recibos_impresos_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id),
  constraint recibos_impresos_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index recibos_impresos_pago on recibos_impresos (clinica_id, pago_id, id);
create index recibos_impresos_por on recibos_impresos (clinica_id, por);
call aislar('recibos_impresos', 'select, insert');
call hacer_libro('recibos_impresos');

-- idempotencia: one row an intention that was carried out; its transaction is the one that did the work.
create table idempotencia (
  clinica_id int not null references clinicas (id),
  clave uuid not null,
  operacion text not null,
  huella bytea not null constraint idempotencia_huella check (length(huella) = 32),
  -- the row it made, of the table its operacion names
  resultado bigint,
  quien bigint not null default membresia_actual(),
  cuando timestamptz not null default ahora(),
  primary key (clinica_id, clave),
  constraint idempotencia_quien foreign key (clinica_id, quien) references membresias (clinica_id, id)
) with (fillfactor = 70);
create index idempotencia_quien on idempotencia (clinica_id, quien);
create index idempotencia_cuando on idempotencia (clinica_id, cuando);
call aislar('idempotencia', 'select, insert, update');
