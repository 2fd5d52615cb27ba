-- What a patient wants and allows. All of it is no until they say so; who changed it and when is in the audit.
alter table pacientes
  add column sin_avisos boolean not null default false,
  add column acepta_publicidad boolean not null default false,
  add column acepta_whatsapp boolean not null default false,
  add column nombre_en_pantalla boolean not null default false;

-- contactos_paciente: who answers for a patient, and who pays.
create table contactos_paciente (
  clinica_id int not null,
  id bigint generated always as identity,
  paciente_id bigint not null,
  -- their own ficha, when they have one
  contacto_id bigint,
  nombre text not null constraint contactos_paciente_nombre_lleno check (btrim(nombre) <> ''),
  relacion text not null constraint contactos_paciente_relacion
    check (relacion in ('madre', 'padre', 'tutor', 'conyuge', 'hijo', 'familiar', 'empresa', 'otro')),
  rut_cuerpo int,
  rut_dv text,
  telefono text,
  correo text,
  responsable boolean not null,
  pagador boolean not null,
  quitado timestamptz,
  quitado_por bigint,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  primary key (clinica_id, id),
  constraint contactos_paciente_rut check (
    (rut_cuerpo is null) = (rut_dv is null) and (rut_cuerpo is null or (rut_cuerpo > 0 and rut_dv ~ '^[0-9K]$'))),
  constraint contactos_paciente_papel check (responsable or pagador),
  constraint contactos_paciente_pagador check (not pagador or rut_cuerpo is not null),
  constraint contactos_paciente_no_consigo check (contacto_id <> paciente_id),
  constraint contactos_paciente_paciente foreign key (clinica_id, paciente_id) references pacientes (clinica_id, id),
  constraint contactos_paciente_contacto foreign key (clinica_id, contacto_id) references pacientes (clinica_id, id),
  constraint contactos_paciente_quitado_por foreign key (clinica_id, quitado_por) references membresias (clinica_id, id),
  constraint contactos_paciente_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index contactos_paciente_paciente on contactos_paciente (clinica_id, paciente_id);
create index contactos_paciente_contacto on contactos_paciente (clinica_id, contacto_id);
create index contactos_paciente_quitado_por on contactos_paciente (clinica_id, quitado_por);
create index contactos_paciente_creado_por on contactos_paciente (clinica_id, creado_por);
call aislar('contactos_paciente', 'select, insert, update');
call auditar_tabla('contactos_paciente', 'nombre,rut_cuerpo,rut_dv,telefono,correo,pagador');
