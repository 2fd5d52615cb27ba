-- Where a sucursal is (ISO 3166: CL, CL-AP) says which holidays are its own.
alter table sucursales add column region text not null default 'CL'
  constraint sucursales_region check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$');

insert into permisos (codigo, descripcion) values
  ('agenda.corregir', 'Deshacer el último cambio de estado de una cita');

-- feriados: global, because the law declares them for a country or a region; loaded by migrations, read by every clinic.
create table feriados (
  ambito text not null constraint feriados_ambito check (ambito ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  fecha date not null,
  nombre text not null,
  irrenunciable boolean not null default false,
  primary key (ambito, fecha)
);
grant select on feriados to app;

insert into feriados (ambito, fecha, nombre, irrenunciable) values
  ('CL', '2026-01-01', 'Año Nuevo', true),
  ('CL', '2026-04-03', 'Viernes Santo', false),
  ('CL', '2026-04-04', 'Sábado Santo', false),
  ('CL', '2026-05-01', 'Día del Trabajo', true),
  ('CL', '2026-05-21', 'Día de las Glorias Navales', false),
  ('CL-AP', '2026-06-07', 'Asalto y Toma del Morro de Arica', false),
  ('CL', '2026-06-21', 'Día Nacional de los Pueblos Indígenas', false),
  ('CL', '2026-06-29', 'San Pedro y San Pablo', false),
  ('CL', '2026-07-16', 'Virgen del Carmen', false),
  ('CL', '2026-08-15', 'Asunción de la Virgen', false),
  ('CL', '2026-09-18', 'Independencia Nacional', true),
  ('CL', '2026-09-19', 'Glorias del Ejército', true),
  ('CL', '2026-10-12', 'Encuentro de Dos Mundos', false),
  ('CL', '2026-10-31', 'Día de las Iglesias Evangélicas y Protestantes', false),
  ('CL', '2026-11-01', 'Día de Todos los Santos', false),
  ('CL', '2026-12-08', 'Inmaculada Concepción', false),
  ('CL', '2026-12-25', 'Navidad', true),
  ('CL', '2027-01-01', 'Año Nuevo', true),
  ('CL', '2027-03-26', 'Viernes Santo', false),
  ('CL', '2027-03-27', 'Sábado Santo', false),
  ('CL', '2027-05-01', 'Día del Trabajo', true),
  ('CL', '2027-05-21', 'Día de las Glorias Navales', false),
  ('CL-AP', '2027-06-07', 'Asalto y Toma del Morro de Arica', false),
  ('CL', '2027-06-21', 'Día Nacional de los Pueblos Indígenas', false),
  ('CL', '2027-06-28', 'San Pedro y San Pablo', false),
  ('CL', '2027-07-16', 'Virgen del Carmen', false),
  ('CL', '2027-08-15', 'Asunción de la Virgen', false),
  ('CL', '2027-09-17', 'Feriado adicional de Fiestas Patrias', false),
  ('CL', '2027-09-18', 'Independencia Nacional', true),
  ('CL', '2027-09-19', 'Glorias del Ejército', true),
  ('CL', '2027-10-11', 'Encuentro de Dos Mundos', false),
  ('CL', '2027-10-31', 'Día de las Iglesias Evangélicas y Protestantes', false),
  ('CL', '2027-11-01', 'Día de Todos los Santos', false),
  ('CL', '2027-12-08', 'Inmaculada Concepción', false),
  ('CL', '2027-12-25', 'Navidad', true);

-- A clinic's own word about a date, whole or by sucursal: closed though the law says nothing, or open on a holiday.
create table feriados_clinica (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  fecha date not null,
  sucursal_id bigint,
  nombre text not null constraint feriados_clinica_nombre_lleno check (btrim(nombre) <> ''),
  atiende boolean not null default false,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint feriados_clinica_unico unique nulls not distinct (clinica_id, fecha, sucursal_id),
  constraint feriados_clinica_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint feriados_clinica_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index feriados_clinica_sucursal on feriados_clinica (clinica_id, sucursal_id);
create index feriados_clinica_creado_por on feriados_clinica (clinica_id, creado_por);
call aislar('feriados_clinica', 'select, insert, update, delete');
call auditar_tabla('feriados_clinica');

-- A name of the palette, never a value: the style policy allows classes only.
create domain color_paleta as text constraint color_paleta check (value in
  ('blue', 'azure', 'indigo', 'purple', 'pink', 'red', 'orange', 'yellow', 'lime', 'green', 'teal', 'cyan'));

create table profesionales (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  -- null: attends here without signing in
  membresia_id bigint,
  nombre text not null constraint profesionales_nombre_lleno check (btrim(nombre) <> ''),
  especialidad text not null default '',
  color color_paleta not null default 'blue',
  trabaja_feriados boolean not null default false,
  sobrecupos_maximo smallint not null default 3 constraint profesionales_sobrecupos check (sobrecupos_maximo between 0 and 50),
  estado text not null default 'activo' constraint profesionales_estado check (estado in ('activo', 'archivado')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint profesionales_nombre_unico unique (clinica_id, nombre),
  constraint profesionales_membresia_unica unique (clinica_id, membresia_id),
  constraint profesionales_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id),
  constraint profesionales_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index profesionales_creado_por on profesionales (clinica_id, creado_por);
call aislar('profesionales', 'select, insert, update');
call auditar_tabla('profesionales');

create table boxes (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  sucursal_id bigint not null,
  nombre text not null constraint boxes_nombre_lleno check (btrim(nombre) <> ''),
  -- how many citas it holds at once
  capacidad smallint not null default 1 constraint boxes_capacidad check (capacidad between 1 and 100),
  estado text not null default 'activo' constraint boxes_estado check (estado in ('activo', 'archivado')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  -- lets horarios and citas prove that their box stands in their sucursal
  constraint boxes_de_sucursal unique (clinica_id, sucursal_id, id),
  constraint boxes_nombre_unico unique (clinica_id, sucursal_id, nombre),
  constraint boxes_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint boxes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index boxes_creado_por on boxes (clinica_id, creado_por);
call aislar('boxes', 'select, insert, update');
call auditar_tabla('boxes');

create table prestaciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  codigo text not null constraint prestaciones_codigo check (codigo ~ '^[A-Z0-9][A-Z0-9.-]{0,19}$'),
  nombre text not null constraint prestaciones_nombre_lleno check (btrim(nombre) <> ''),
  -- minutes, all four; together under a day, which bounds how far back an overlapping cita may start
  duracion smallint not null constraint prestaciones_duracion check (duracion between 1 and 720),
  paso smallint not null constraint prestaciones_paso check (paso between 1 and 720),
  antes smallint not null default 0 constraint prestaciones_antes check (antes between 0 and 240),
  despues smallint not null default 0 constraint prestaciones_despues check (despues between 0 and 240),
  precio numeric(14,2) not null constraint prestaciones_precio check (precio >= 0),
  moneda text not null constraint prestaciones_moneda check (moneda ~ '^[A-Z]{3}$'),
  iva text not null default 'exento' constraint prestaciones_iva check (iva in ('exento', 'afecto')),
  color color_paleta not null default 'azure',
  -- minutes before, days ahead
  aviso_minimo int not null default 0 constraint prestaciones_aviso check (aviso_minimo between 0 and 43200),
  horizonte smallint not null default 180 constraint prestaciones_horizonte check (horizonte between 0 and 1095),
  -- citas of this prestación that one professional takes; null is no limit
  limite_dia smallint constraint prestaciones_limite_dia check (limite_dia > 0),
  limite_semana smallint constraint prestaciones_limite_semana check (limite_semana > 0),
  limite_mes smallint constraint prestaciones_limite_mes check (limite_mes > 0),
  estado text not null default 'activa' constraint prestaciones_estado check (estado in ('activa', 'archivada')),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint prestaciones_codigo_unico unique (clinica_id, codigo),
  constraint prestaciones_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index prestaciones_creado_por on prestaciones (clinica_id, creado_por);
create index prestaciones_nombre on prestaciones (clinica_id, nombre, id);
call aislar('prestaciones', 'select, insert, update');
call auditar_tabla('prestaciones');

create table prestaciones_profesionales (
  clinica_id int not null,
  prestacion_id bigint not null,
  profesional_id bigint not null,
  primary key (clinica_id, prestacion_id, profesional_id),
  constraint prestaciones_profesionales_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint prestaciones_profesionales_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id)
);
create index prestaciones_profesionales_profesional on prestaciones_profesionales (clinica_id, profesional_id);
call aislar('prestaciones_profesionales', 'select, insert, delete');
call auditar_tabla('prestaciones_profesionales', '', '', 'prestacion_id');

-- No row: the prestación needs no box. Rows: it needs one of these.
create table prestaciones_boxes (
  clinica_id int not null,
  prestacion_id bigint not null,
  box_id bigint not null,
  primary key (clinica_id, prestacion_id, box_id),
  constraint prestaciones_boxes_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint prestaciones_boxes_box foreign key (clinica_id, box_id) references boxes (clinica_id, id)
);
create index prestaciones_boxes_box on prestaciones_boxes (clinica_id, box_id);
call aislar('prestaciones_boxes', 'select, insert, delete');
call auditar_tabla('prestaciones_boxes', '', '', 'prestacion_id');

-- Wall time: 09:00 is 09:00 on every date, whatever the zone does.
create table horarios (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  profesional_id bigint not null,
  sucursal_id bigint not null,
  box_id bigint,
  isodow smallint not null constraint horarios_isodow check (isodow between 1 and 7),
  desde time not null,
  hasta time not null,
  vigente_desde date not null,
  vigente_hasta date,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint horarios_orden check (desde < hasta),
  constraint horarios_minutos check (extract(second from desde) = 0 and extract(second from hasta) = 0),
  constraint horarios_vigencia check (vigente_desde <= vigente_hasta),
  constraint horarios_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, isodow with =, daterange(vigente_desde, vigente_hasta, '[]') with &&,
    int4range(extract(epoch from desde)::int, extract(epoch from hasta)::int) with &&),
  constraint horarios_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint horarios_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint horarios_box foreign key (clinica_id, sucursal_id, box_id) references boxes (clinica_id, sucursal_id, id),
  constraint horarios_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index horarios_profesional on horarios (clinica_id, profesional_id, isodow);
create index horarios_box on horarios (clinica_id, sucursal_id, box_id);
create index horarios_creado_por on horarios (clinica_id, creado_por);
call aislar('horarios', 'select, insert, update, delete');
call auditar_tabla('horarios');

-- The rows of one professional and date replace that day's horario, holidays included; one without hours closes it.
create table excepciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  profesional_id bigint not null,
  fecha date not null,
  sucursal_id bigint,
  box_id bigint,
  desde time,
  hasta time,
  motivo text not null default '',
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint excepciones_forma check (num_nonnulls(desde, hasta, sucursal_id) in (0, 3) and (box_id is null or desde is not null)),
  constraint excepciones_orden check (desde < hasta),
  constraint excepciones_minutos check (extract(second from desde) = 0 and extract(second from hasta) = 0),
  constraint excepciones_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, fecha with =,
    int4range(coalesce(extract(epoch from desde)::int, 0), coalesce(extract(epoch from hasta)::int, 86400)) with &&),
  constraint excepciones_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint excepciones_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint excepciones_box foreign key (clinica_id, sucursal_id, box_id) references boxes (clinica_id, sucursal_id, id),
  constraint excepciones_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index excepciones_profesional on excepciones (clinica_id, profesional_id, fecha);
create index excepciones_fecha on excepciones (clinica_id, fecha);
create index excepciones_box on excepciones (clinica_id, sucursal_id, box_id);
create index excepciones_creado_por on excepciones (clinica_id, creado_por);
call aislar('excepciones', 'select, insert, update, delete');
call auditar_tabla('excepciones');

-- Time taken from a professional or from a box: absence, lunch, repair. It never deletes the citas under it.
create table bloqueos (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  profesional_id bigint,
  box_id bigint,
  rango tstzrange not null,
  -- `&&` is not leakproof: only these can use an index under row security
  inicio timestamptz not null generated always as (lower(rango)) stored,
  fin timestamptz not null generated always as (upper(rango)) stored,
  motivo text not null constraint bloqueos_motivo check (motivo in ('ausencia', 'almuerzo', 'reunion', 'vacaciones', 'mantencion', 'otro')),
  detalle text not null default '',
  anulado timestamptz,
  anulado_por bigint,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint bloqueos_de_quien check (num_nonnulls(profesional_id, box_id) = 1),
  constraint bloqueos_rango check (lower_inc(rango) and not upper_inc(rango)),
  constraint bloqueos_anulado check (num_nonnulls(anulado, anulado_por) in (0, 2)),
  constraint bloqueos_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint bloqueos_box foreign key (clinica_id, box_id) references boxes (clinica_id, id),
  constraint bloqueos_anulado_por foreign key (clinica_id, anulado_por) references membresias (clinica_id, id),
  constraint bloqueos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index bloqueos_profesional on bloqueos (clinica_id, profesional_id, fin);
create index bloqueos_box on bloqueos (clinica_id, box_id, fin);
create index bloqueos_anulado_por on bloqueos (clinica_id, anulado_por);
create index bloqueos_creado_por on bloqueos (clinica_id, creado_por);
call aislar('bloqueos', 'select, insert, update');
call auditar_tabla('bloqueos', 'detalle', 'inicio,fin');

-- citas: who booked it and when is the first row of its citas_estados.
create table citas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  sucursal_id bigint not null,
  profesional_id bigint not null,
  box_id bigint,
  plaza smallint,
  prestacion_id bigint not null,
  -- a hold is born before its patient is known
  paciente_id bigint,
  rango tstzrange not null,
  -- rango and the buffers the prestación had at booking
  ocupa tstzrange not null,
  -- `&&` and lower() are not leakproof: only these can use an index under row security
  inicio timestamptz not null generated always as (lower(rango)) stored,
  fin timestamptz not null generated always as (upper(rango)) stored,
  ocupa_desde timestamptz not null generated always as (lower(ocupa)) stored,
  ocupa_hasta timestamptz not null generated always as (upper(ocupa)) stored,
  -- the clinic's local date of the start, set by trigger
  fecha date not null,
  estado text not null default 'reservada' constraint citas_estado check (estado in (
    'retenida', 'reservada', 'confirmada', 'llego', 'en_atencion', 'atendida', 'cancelada', 'reagendada', 'no_asistio', 'se_retiro')),
  bloquea boolean not null generated always as (
    estado in ('retenida', 'reservada', 'confirmada', 'llego', 'en_atencion', 'atendida')) stored,
  -- when, why and by whom the present state was reached; citas_estados keeps them all
  estado_desde timestamptz not null default ahora(),
  estado_motivo text not null default '',
  estado_quien text not null default 'clinica' constraint citas_estado_quien check (estado_quien in ('clinica', 'paciente', 'sistema')),
  -- number of the day; null: an ordinary cita
  sobrecupo smallint constraint citas_sobrecupo check (sobrecupo > 0),
  sobrecupo_motivo text,
  vence timestamptz,
  precio numeric(14,2) not null constraint citas_precio check (precio >= 0),
  moneda text not null constraint citas_moneda check (moneda ~ '^[A-Z]{3}$'),
  -- not paid, paid, in a plan: written by whoever takes the money, shown as a letter
  pago text not null default 'NP' constraint citas_pago check (pago in ('NP', 'P', 'PL')),
  origen text not null default 'recepcion' constraint citas_origen check (origen in ('recepcion', 'sin_hora', 'en_linea', 'lista_espera')),
  reagendada_de bigint,
  -- of the form that booked it: one intention, one cita
  clave uuid,
  observacion text not null default '',
  primary key (clinica_id, id),
  constraint citas_clave_unica unique (clinica_id, clave),
  constraint citas_rango check (lower_inc(rango) and not upper_inc(rango)),
  constraint citas_ocupa check (lower_inc(ocupa) and not upper_inc(ocupa) and ocupa @> rango),
  -- an overlapping cita started at most a day before: the look back of every search
  constraint citas_largo check (upper(ocupa) - lower(ocupa) <= interval '24 hours'),
  constraint citas_plaza check (num_nonnulls(box_id, plaza) in (0, 2) and plaza > 0),
  constraint citas_paciente_falta check (paciente_id is not null or estado = 'retenida'),
  constraint citas_retencion check ((estado = 'retenida') = (vence is not null)),
  constraint citas_sobrecupo_motivo check ((sobrecupo is null) = (sobrecupo_motivo is null) and btrim(sobrecupo_motivo) <> ''),
  constraint citas_profesional_ocupado exclude using gist (clinica_id with =, profesional_id with =, ocupa with &&)
    where (bloquea and sobrecupo is null),
  constraint citas_box_ocupado exclude using gist (clinica_id with =, box_id with =, plaza with =, ocupa with &&)
    where (bloquea and box_id is not null),
  constraint citas_paciente_ocupado exclude using gist (clinica_id with =, paciente_id with =, rango with &&)
    where (bloquea and paciente_id is not null),
  constraint citas_sucursal foreign key (clinica_id, sucursal_id) references sucursales (clinica_id, id),
  constraint citas_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint citas_box foreign key (clinica_id, sucursal_id, box_id) references boxes (clinica_id, sucursal_id, id),
  constraint citas_prestacion foreign key (clinica_id, prestacion_id) references prestaciones (clinica_id, id),
  constraint citas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint citas_reagendada_de foreign key (clinica_id, reagendada_de) references citas (clinica_id, id)
) with (fillfactor = 80);
create index citas_profesional on citas (clinica_id, profesional_id, ocupa_desde);
create index citas_inicio on citas (clinica_id, inicio, id);
create index citas_paciente on citas (clinica_id, paciente_id, inicio);
create index citas_box on citas (clinica_id, sucursal_id, box_id, ocupa_desde);
create index citas_prestacion on citas (clinica_id, prestacion_id, inicio);
create unique index citas_reagendada_una_vez on citas (clinica_id, reagendada_de) where reagendada_de is not null;
create unique index citas_sobrecupo_unico on citas (clinica_id, profesional_id, fecha, sobrecupo) where sobrecupo is not null and bloquea;
create index citas_vence on citas (clinica_id, vence) where vence is not null;
call aislar('citas', 'select, insert, update, delete');
call auditar_tabla('citas', 'observacion,estado_motivo,sobrecupo_motivo', 'inicio,fin,ocupa_desde,ocupa_hasta,bloquea,fecha');

-- Each change of state of a cita: who, when, from, to, why.
create table citas_estados (
  clinica_id int not null,
  id bigint generated always as identity,
  cita_id bigint not null,
  -- null: its birth
  de text,
  a text not null,
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  quien text not null,
  motivo text not null default '',
  primary key (clinica_id, id),
  constraint citas_estados_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint citas_estados_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index citas_estados_cita on citas_estados (clinica_id, cita_id, id);
create index citas_estados_por on citas_estados (clinica_id, por);
call aislar('citas_estados', 'select, insert');
call hacer_libro('citas_estados');

-- citas_transiciones: global, because the states are the program's own; the net under the services.
create table citas_transiciones (
  de text not null,
  a text not null,
  regreso boolean not null,
  primary key (de, a)
);
grant select on citas_transiciones to app;

insert into citas_transiciones (de, a, regreso) values
  ('retenida', 'reservada', false),
  ('reservada', 'confirmada', false), ('reservada', 'llego', false), ('reservada', 'cancelada', false),
  ('reservada', 'reagendada', false), ('reservada', 'no_asistio', false),
  ('confirmada', 'llego', false), ('confirmada', 'cancelada', false), ('confirmada', 'reagendada', false),
  ('confirmada', 'no_asistio', false),
  ('llego', 'en_atencion', false), ('llego', 'se_retiro', false), ('en_atencion', 'atendida', false),
  ('confirmada', 'reservada', true), ('llego', 'reservada', true), ('llego', 'confirmada', true),
  ('en_atencion', 'llego', true), ('atendida', 'en_atencion', true), ('se_retiro', 'llego', true),
  ('no_asistio', 'reservada', true), ('no_asistio', 'confirmada', true),
  ('cancelada', 'reservada', true), ('cancelada', 'confirmada', true);
