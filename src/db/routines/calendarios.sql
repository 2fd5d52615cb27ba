-- Whose calendar a secret link is: asked by nobody who signed in, before any clinic is known.
create or replace function calendario_de_token(p_token_hash bytea)
returns table (clinica_id int, profesional_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.clinica_id, k.profesional_id from calendarios k join clinicas c on c.id = k.clinica_id and c.estado = 'activa'
  where k.token_hash = p_token_hash and k.revocado is null;
$$;

call entregar_al_puente('calendario_de_token(bytea)');

-- Which letter's link it is: asked by a patient, before any clinic is known.
create or replace function enlace_de_cita(p_token_hash bytea)
returns table (clinica_id int, id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.clinica_id, e.id from enlaces_cita e join clinicas c on c.id = e.clinica_id and c.estado = 'activa'
  where e.token_hash = p_token_hash;
$$;

call entregar_al_puente('enlace_de_cita(bytea)');

-- The same of an hour that is offered.
create or replace function enlace_de_oferta(p_token_hash bytea)
returns table (clinica_id int, id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.clinica_id, e.oferta_id from enlaces_oferta e join clinicas c on c.id = e.clinica_id and c.estado = 'activa'
  where e.token_hash = p_token_hash;
$$;

call entregar_al_puente('enlace_de_oferta(bytea)');
