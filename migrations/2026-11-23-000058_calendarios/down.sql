drop function if exists calendario_de_token(bytea);
drop table calendarios;

alter table clinicas drop constraint clinicas_slug_reservado, add constraint clinicas_slug_reservado check (slug not in (
  'entrar', 'salir', 'assets', 'ui', 'salud', 'listo', 'plataforma', 'cuenta', 'clinicas', 'correo', 'invitacion', 'api', 'webhooks'));
