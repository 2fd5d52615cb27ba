-- comisiones_reglas: what a professional earns of what was collected. No professional: of all; no prestación: whatever they do. Of
-- two that fit, the one of the professional counts, then the one of the prestación.
create table comisiones_reglas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  profesional_id bigint,
  prestacion_id bigint,
  -- of what was collected without IVA
  porcentaje numeric(12,3) constraint comisiones_reglas_porcentaje check (porcentaje between 0 and 100),
  -- for the whole line; of a part that was collected, that part
  monto numeric(14,2) constraint comisiones_reglas_monto check (monto >= 0),
  desde date not null,
  -- the last day
  hasta date,
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint comisiones_reglas_una_forma check (num_nonnulls(porcentaje, monto) = 1),
  constraint comisiones_reglas_vigencia check (hasta >= desde),
  constraint comisiones_reglas_sin_traslape exclude using gist (
    clinica_id with =, coalesce(profesional_id, 0) with =, coalesce(prestacion_id, 0) with =, daterange(desde, hasta, '[]') with &&),
  constraint comisiones_reglas_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint comisiones_reglas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint comisiones_reglas_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index comisiones_reglas_profesional on comisiones_reglas (clinica_id, profesional_id) where profesional_id is not null;
create index comisiones_reglas_prestacion on comisiones_reglas (clinica_id, prestacion_id) where prestacion_id is not null;
create index comisiones_reglas_creado_por on comisiones_reglas (clinica_id, creado_por);
call aislar('comisiones_reglas', 'select, insert, update');
call auditar_tabla('comisiones_reglas');

-- liquidaciones: the commissions of a professional for a period, as they were when somebody froze them.
create table liquidaciones (
  clinica_id int not null,
  id bigint generated always as identity,
  profesional_id bigint not null,
  desde date not null,
  -- the last day
  hasta date not null constraint liquidaciones_periodo check (hasta >= desde),
  moneda text not null constraint liquidaciones_moneda check (moneda ~ '^[A-Z]{3}$'),
  total numeric(14,2) not null,
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint liquidaciones_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint liquidaciones_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index liquidaciones_profesional on liquidaciones (clinica_id, profesional_id, id);
create index liquidaciones_por on liquidaciones (clinica_id, por);
call aislar('liquidaciones', 'select, insert');
call hacer_libro('liquidaciones');

-- Each peso that was collected or given back is settled once.
create table liquidaciones_lineas (
  clinica_id int not null,
  liquidacion_id bigint not null,
  asignacion_id bigint not null,
  regla_id bigint not null,
  monto numeric(14,2) not null,
  base numeric(14,2) not null,
  porcentaje numeric(12,3),
  monto_fijo numeric(14,2),
  comision numeric(14,2) not null,
  primary key (clinica_id, liquidacion_id, asignacion_id),
  constraint liquidaciones_lineas_una unique (clinica_id, asignacion_id),
  constraint liquidaciones_lineas_liquidacion foreign key (clinica_id, liquidacion_id) references liquidaciones (clinica_id, id),
  constraint liquidaciones_lineas_asignacion foreign key (clinica_id, asignacion_id) references asignaciones (clinica_id, id),
  constraint liquidaciones_lineas_regla foreign key (clinica_id, regla_id) references comisiones_reglas (clinica_id, id)
);
create index liquidaciones_lineas_regla on liquidaciones_lineas (clinica_id, regla_id);
call aislar('liquidaciones_lineas', 'select, insert');
call hacer_libro('liquidaciones_lineas');
