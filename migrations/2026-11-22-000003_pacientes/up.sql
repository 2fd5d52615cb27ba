-- Equal to values::texto::normalizar, so that what is typed and what is stored meet.
create function normalizar(texto text) returns text language sql immutable strict parallel safe
return btrim(regexp_replace(translate(lower(texto), 'áàäâãåéèëêíìïîóòöôõúùüûñçýÿ', 'aaaaaaeeeeiiiiooooouuuuncyy'), '\s+', ' ', 'g'));

create table pacientes (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  version int not null default 1,
  documento_tipo text not null constraint pacientes_documento_tipo
    check (documento_tipo in ('rut', 'pasaporte', 'extranjero', 'sin_documento')),
  -- what makes two documents the same one: 12345678-5, AR:AB123456; null without a document
  documento text,
  documento_pais text constraint pacientes_documento_pais check (documento_pais ~ '^[A-Z]{2}$'),
  documento_motivo text constraint pacientes_documento_motivo check (documento_motivo in ('recien_nacido', 'no_identificado', 'otro')),
  rut_cuerpo int,
  rut_dv text,
  nombres text not null constraint pacientes_nombres_llenos check (btrim(nombres) <> ''),
  apellido_paterno text not null default '',
  apellido_materno text not null default '',
  nombre_social text not null default '',
  nacimiento date,
  telefono text,
  correo text,
  direccion text not null default '',
  observacion text not null default '',
  archivado timestamptz,
  fusionado_en bigint,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint pacientes_rut check (
    (documento_tipo = 'rut') = (rut_cuerpo is not null and rut_dv is not null)
    and (rut_cuerpo is null or (rut_cuerpo > 0 and rut_dv ~ '^[0-9K]$' and documento = rut_cuerpo || '-' || rut_dv))),
  constraint pacientes_documento check ((documento_tipo = 'sin_documento') = (documento is null)),
  constraint pacientes_motivo check ((documento_tipo = 'sin_documento') = (documento_motivo is not null)),
  constraint pacientes_fusionado foreign key (clinica_id, fusionado_en) references pacientes (clinica_id, id),
  constraint pacientes_no_consigo check (fusionado_en <> id),
  constraint pacientes_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
-- One living row a document; the absorbed half of a merge keeps its own.
create unique index pacientes_documento_unico on pacientes (clinica_id, documento_tipo, documento) where fusionado_en is null;
create index pacientes_fusionado on pacientes (clinica_id, fusionado_en) where fusionado_en is not null;
create index pacientes_creado_por on pacientes (clinica_id, creado_por);
create index pacientes_nombre on pacientes (clinica_id, apellido_paterno, apellido_materno, nombres, id);
call aislar('pacientes', 'select, insert, update');
call abrir_puente('pacientes', 'select');
call auditar_tabla('pacientes',
  'documento,documento_pais,rut_cuerpo,rut_dv,nombres,apellido_paterno,apellido_materno,nombre_social,nacimiento,telefono,correo,direccion,observacion');

-- Each word, the document (also without its country), the phone (whole, without country, without the mobile 9) and the e-mail, every one led by
-- the clinic: one gin key answers "of this clinic and starting so" without a second index.
create function paciente_lexemas(
  clinica_id int, documento text, nombres text, apellido_paterno text, apellido_materno text, nombre_social text, telefono text, correo text
) returns tsvector language sql immutable parallel safe
return array_to_tsvector(array(
  select distinct clinica_id || ':' || palabra
  from unnest(
    string_to_array(translate(normalizar(concat_ws(' ', nombres, apellido_paterno, apellido_materno, nombre_social)), '-', ' '), ' ')
    || array[regexp_replace(lower(documento), '[^a-z0-9]', '', 'g'), lower(split_part(documento, ':', 2)), lower(correo),
             ltrim(telefono, '+'), substr(telefono, 4), substr(telefono, 5)]) as p(palabra)
  where palabra <> ''));

create index pacientes_busqueda on pacientes using gin (paciente_lexemas(
  clinica_id, documento, nombres, apellido_paterno, apellido_materno, nombre_social, telefono, correo)) with (fastupdate = off);

-- Who looked at whom: append-only, and not audited again.
create table lecturas_ficha (
  clinica_id int not null,
  id bigint generated always as identity,
  paciente_id bigint not null,
  membresia_id bigint not null default membresia_actual(),
  en timestamptz not null default ahora(),
  motivo text not null default '',
  primary key (clinica_id, id),
  constraint lecturas_ficha_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint lecturas_ficha_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id)
);
create index lecturas_ficha_paciente on lecturas_ficha (clinica_id, paciente_id, en);
create index lecturas_ficha_membresia on lecturas_ficha (clinica_id, membresia_id, en);
call aislar('lecturas_ficha', 'select, insert');
call hacer_libro('lecturas_ficha');
