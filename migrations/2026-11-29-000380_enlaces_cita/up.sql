-- enlaces_cita: the link of one letter, with which a patient confirms, changes or cancels; each effect once. The token is never stored.
create table enlaces_cita (
  clinica_id int not null,
  id bigint generated always as identity,
  -- of which the letter spoke; the link leads to what became of it
  cita_id bigint not null,
  token_hash bytea not null constraint enlaces_cita_token_unico unique,
  -- when that cita begins
  vence timestamptz not null,
  creado timestamptz not null default ahora(),
  confirmo timestamptz,
  cancelo timestamptz,
  cambio timestamptz,
  primary key (clinica_id, id),
  constraint enlaces_cita_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id)
);
create index enlaces_cita_cita on enlaces_cita (clinica_id, cita_id);
call aislar('enlaces_cita', 'select, insert');
grant update (confirmo, cancelo, cambio) on enlaces_cita to app;
call abrir_puente('enlaces_cita', 'select');
