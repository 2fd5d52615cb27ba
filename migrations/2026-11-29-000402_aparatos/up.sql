-- aparatos_usuario: what a person has signed in with: a browser that carries a cookie of ours, how it calls itself and from which network.
create table aparatos_usuario (
  usuario_id bigint not null references usuarios (id),
  huella bytea not null,
  nombre text not null,
  red text not null,
  visto timestamptz not null default ahora(),
  primary key (usuario_id, huella)
);
grant select, insert, update, delete on aparatos_usuario to app;
