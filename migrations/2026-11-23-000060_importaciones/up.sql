insert into permisos (codigo, descripcion) values
  ('pacientes.importar', 'Importar pacientes desde una planilla');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'pacientes.importar' from roles_permisos where rol in ('gerencia', 'administracion');
alter table roles_permisos force row level security;

-- importaciones: a spreadsheet of patients, from its upload to what came of it.
create table importaciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  nombre text not null constraint importaciones_nombre check (length(nombre) <= 200),
  -- of the file's bytes
  huella bytea not null constraint importaciones_huella_sha256 check (length(huella) = 32),
  -- fields of the patient's form, in the order of importacion_filas.textos; and headings that say nothing to us
  columnas text[] not null,
  ignoradas text[] not null,
  estado text not null default 'recibida' constraint importaciones_estado
    check (estado in ('recibida', 'revisando', 'revisada', 'importando', 'terminada', 'fallida', 'descartada')),
  con_parecidas boolean not null default false,
  filas int not null,
  -- rows done of the stage at work, of por_hacer
  avance int not null default 0,
  por_hacer int not null,
  listas int not null default 0,
  existentes int not null default 0,
  repetidas int not null default 0,
  parecidas int not null default 0,
  erradas int not null default 0,
  creadas int not null default 0,
  creada timestamptz not null default ahora(),
  creada_por bigint default membresia_actual(),
  confirmada timestamptz,
  confirmada_por bigint,
  terminada timestamptz,
  -- since when only the figures are left of its rows
  olvidada timestamptz,
  primary key (clinica_id, id),
  constraint importaciones_confirmada check ((confirmada is null) = (confirmada_por is null)),
  constraint importaciones_confirma_quien_importa check (estado not in ('importando', 'terminada') or confirmada is not null),
  constraint importaciones_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id),
  constraint importaciones_confirmada_por foreign key (clinica_id, confirmada_por) references membresias (clinica_id, id)
);
-- The same file twice while it is being dealt with is one import.
create unique index importaciones_una_abierta on importaciones (clinica_id, huella)
  where estado in ('recibida', 'revisando', 'revisada', 'importando');
create index importaciones_huella on importaciones (clinica_id, huella, id);
create index importaciones_creada_por on importaciones (clinica_id, creada_por);
create index importaciones_confirmada_por on importaciones (clinica_id, confirmada_por);
call aislar('importaciones', 'select, insert, update');
call auditar_tabla('importaciones', 'nombre,ignoradas', 'avance');

-- importacion_filas: what each row of the file says, and what is to be done, or was done, with it.
create table importacion_filas (
  clinica_id int not null,
  importacion_id bigint not null,
  -- as the spreadsheet numbers it
  numero int not null,
  textos text[] not null,
  estado text not null default 'leida' constraint importacion_filas_estado
    check (estado in ('leida', 'lista', 'existe', 'repetida', 'parecida', 'error', 'creada')),
  -- who exists, who looks alike, or who was created
  paciente_id bigint,
  -- the row before it that says the same, or nearly
  otra int,
  -- of what a row without a document says: nothing else would know it again in a second file
  huella bytea,
  primary key (clinica_id, importacion_id, numero),
  constraint importacion_filas_importacion foreign key (clinica_id, importacion_id) references importaciones (clinica_id, id),
  constraint importacion_filas_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id)
);
create index importacion_filas_estado on importacion_filas (clinica_id, importacion_id, estado, numero);
create index importacion_filas_paciente on importacion_filas (clinica_id, paciente_id) where paciente_id is not null;
create unique index importacion_filas_una_vez on importacion_filas (clinica_id, huella) where estado = 'creada';
call aislar('importacion_filas', 'select, insert, update, delete');

-- Whoever has the same whole name, for pacientes_tocayos.
create index pacientes_nombre_normal on pacientes
  (clinica_id, normalizar(nombres || ' ' || apellido_paterno || ' ' || apellido_materno));
