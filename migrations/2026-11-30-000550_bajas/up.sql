-- What a patient asked not to get any more. Of a cita they are told all the same.
alter table pacientes add column sin_encuestas boolean not null default false,
  add column sin_ofertas boolean not null default false;

-- enlaces_baja: the link of one letter with which whoever got it asks for no more of them. The token is never stored.
create table enlaces_baja (
  clinica_id int not null,
  id bigint generated always as identity,
  mensaje_id bigint not null,
  token_hash bytea not null constraint enlaces_baja_token_unico unique,
  creado timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint enlaces_baja_mensaje foreign key (clinica_id, mensaje_id) references mensajes (clinica_id, id)
);
create index enlaces_baja_mensaje on enlaces_baja (clinica_id, mensaje_id);
call aislar('enlaces_baja', 'select, insert');
call abrir_puente('enlaces_baja', 'select');
call hacer_libro('enlaces_baja');
