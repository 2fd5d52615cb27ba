insert into permisos (codigo, descripcion) values
  ('pacientes.adjuntos', 'Ver, adjuntar y quitar documentos de pacientes'),
  ('pacientes.clinicos', 'Ver y quitar también los documentos clínicos');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct r.clinica_id, r.rol, p.permiso
from roles_permisos r
join (values ('recepcion', 'pacientes.adjuntos'), ('profesional', 'pacientes.adjuntos'), ('profesional', 'pacientes.clinicos'),
  ('administracion', 'pacientes.adjuntos')) as p(rol, permiso) on p.rol = r.rol;
alter table roles_permisos force row level security;

-- adjuntos: what a document of a patient is. The row outlives its bytes: who took it off, when and why.
create table adjuntos (
  clinica_id int not null,
  id bigint generated always as identity,
  paciente_id bigint not null,
  -- Seen by who attends only. Taken off, its bytes stay until the law lets them go, and nobody reads them.
  clinico boolean not null,
  nombre text not null constraint adjuntos_nombre check (btrim(nombre) <> '' and char_length(nombre) <= 150),
  tipo text not null constraint adjuntos_tipo check (tipo in ('pdf', 'jpg', 'png', 'webp')),
  tamano int not null constraint adjuntos_tamano check (tamano between 1 and 10485760),
  sha256 bytea not null constraint adjuntos_sha256 check (octet_length(sha256) = 32),
  descripcion text not null default '' constraint adjuntos_descripcion check (char_length(descripcion) <= 200),
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  retirado timestamptz,
  retirado_por bigint,
  retirado_motivo text not null default '',
  primary key (clinica_id, id),
  constraint adjuntos_retirado check ((retirado is null) = (btrim(retirado_motivo) = '')),
  constraint adjuntos_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint adjuntos_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint adjuntos_retirado_por foreign key (clinica_id, retirado_por) references membresias (clinica_id, id)
);
create unique index adjuntos_contenido_unico on adjuntos (clinica_id, paciente_id, sha256) where retirado is null;
create index adjuntos_paciente on adjuntos (clinica_id, paciente_id, id);
create index adjuntos_creado_por on adjuntos (clinica_id, creado_por);
create index adjuntos_retirado_por on adjuntos (clinica_id, retirado_por);
call aislar('adjuntos', 'select, insert, update (retirado, retirado_por, retirado_motivo)');
-- Name, description and why it was taken off may be clinical, and who reads the audit may not see that: they stand in the row, and
-- are written once.
call auditar_tabla('adjuntos', '', 'nombre,descripcion,sha256,retirado_motivo');

-- adjuntos_contenidos: the bytes, apart so that no list drags them, and in no other place so that deleting erases.
create table adjuntos_contenidos (
  clinica_id int not null,
  adjunto_id bigint not null,
  bytes bytea not null,
  primary key (clinica_id, adjunto_id),
  constraint adjuntos_contenidos_adjunto foreign key (clinica_id, adjunto_id) references adjuntos (clinica_id, id)
);
-- PDF and photos are compressed already.
alter table adjuntos_contenidos alter column bytes set storage external;
call aislar('adjuntos_contenidos', 'select, insert, delete');

-- Which document was read, when it was not the ficha itself.
alter table lecturas_ficha
  add column adjunto_id bigint,
  add constraint lecturas_ficha_adjunto foreign key (clinica_id, adjunto_id) references adjuntos (clinica_id, id);
create index lecturas_ficha_adjunto on lecturas_ficha (clinica_id, adjunto_id) where adjunto_id is not null;
