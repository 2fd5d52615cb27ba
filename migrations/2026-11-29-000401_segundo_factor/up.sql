-- segundos_factores: the codes of a person's application. Their secret is not here: it is made of the salt with the key of the house,
-- which is not in the database, so that a dump makes no code.
create table segundos_factores (
  usuario_id bigint primary key references usuarios (id),
  sal bytea not null constraint segundos_factores_sal check (length(sal) = 16),
  -- the last step of 30 seconds whose code was taken: no code is taken twice
  ultimo_paso bigint not null,
  -- digests of the codes on paper that are left, each for one sign-in
  codigos bytea[] not null,
  quedan int not null generated always as (cardinality(codigos)) stored,
  creado timestamptz not null default ahora()
);
grant select, insert, update, delete on segundos_factores to app;
grant select on segundos_factores to puente;
call auditar_tabla('segundos_factores', '', 'sal,ultimo_paso,codigos', 'usuario_id');

-- ingresos_a_medias: who gave the password and has still to give the code. It opens nothing else.
create table ingresos_a_medias (
  token_hash bytea primary key,
  usuario_id bigint not null references usuarios (id),
  vence timestamptz not null
);
create index ingresos_a_medias_usuario on ingresos_a_medias (usuario_id);
create index ingresos_a_medias_vence on ingresos_a_medias (vence);
grant select, insert, delete on ingresos_a_medias to app;

-- roles_segundo_factor: the roles that a clinic opens only to who has a second factor.
create table roles_segundo_factor (
  clinica_id int not null references clinicas (id),
  rol text not null references roles (codigo),
  primary key (clinica_id, rol)
);
create index roles_segundo_factor_rol on roles_segundo_factor (rol);
call aislar('roles_segundo_factor', 'select, insert, delete');
call abrir_puente('roles_segundo_factor', 'select');
call auditar_tabla('roles_segundo_factor', '', '', 'rol');

-- It answers one thing more.
drop function if exists abrir_peticion(bytea, text, timestamptz, interval);
