insert into permisos (codigo, descripcion) values
  ('pacientes.fusionar', 'Fusionar fichas repetidas y separarlas');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'pacientes.fusionar' from roles_permisos where rol in ('gerencia', 'administracion');
alter table roles_permisos force row level security;

-- fusiones: who was taken for whom, by whom, why, and whether it was taken back. Those that stand make a forest; pacientes.fusionado_en
-- is its root, so that every read resolves it in one step.
create table fusiones (
  clinica_id int not null,
  id bigint generated always as identity,
  absorbido_id bigint not null,
  vigente_id bigint not null,
  motivo text not null constraint fusiones_motivo check (btrim(motivo) <> ''),
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  deshecha timestamptz,
  deshecha_por bigint,
  deshecha_motivo text not null default '',
  primary key (clinica_id, id),
  constraint fusiones_distintos check (absorbido_id <> vigente_id),
  constraint fusiones_deshecha check ((deshecha is null) = (btrim(deshecha_motivo) = '')),
  constraint fusiones_absorbido foreign key (clinica_id, absorbido_id) references pacientes (clinica_id, id),
  constraint fusiones_vigente foreign key (clinica_id, vigente_id) references pacientes (clinica_id, id),
  constraint fusiones_por foreign key (clinica_id, por) references membresias (clinica_id, id),
  constraint fusiones_deshecha_por foreign key (clinica_id, deshecha_por) references membresias (clinica_id, id)
);
create unique index fusiones_una_vigente on fusiones (clinica_id, absorbido_id) where deshecha is null;
create index fusiones_absorbido on fusiones (clinica_id, absorbido_id);
create index fusiones_vigente on fusiones (clinica_id, vigente_id);
create index fusiones_por on fusiones (clinica_id, por);
create index fusiones_deshecha_por on fusiones (clinica_id, deshecha_por);
call aislar('fusiones', 'select, insert, update');
call auditar_tabla('fusiones', 'motivo,deshecha_motivo');
