-- calendarios: the secret link under which a professional's citas are read by calendars; the token itself is never stored.
create table calendarios (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  profesional_id bigint not null,
  token_hash bytea not null constraint calendarios_token_unico unique,
  creado timestamptz not null default ahora(),
  creado_por bigint default membresia_actual(),
  revocado timestamptz,
  primary key (clinica_id, id),
  constraint calendarios_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  constraint calendarios_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id)
);
create index calendarios_profesional on calendarios (clinica_id, profesional_id, id);
create unique index calendarios_uno_vigente on calendarios (clinica_id, profesional_id) where revocado is null;
create index calendarios_creado_por on calendarios (clinica_id, creado_por);
call aislar('calendarios', 'select, insert, update');
call abrir_puente('calendarios', 'select');
call auditar_tabla('calendarios', '', 'token_hash');

alter table clinicas drop constraint clinicas_slug_reservado, add constraint clinicas_slug_reservado check (slug not in (
  'entrar', 'salir', 'assets', 'ui', 'salud', 'listo', 'plataforma', 'cuenta', 'clinicas', 'correo', 'invitacion', 'api', 'webhooks', 'ical'));
