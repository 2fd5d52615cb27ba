-- Patients whose words start with each of the given prefixes (already normalised). Row security cannot use the gin
-- index (its operators are not leakproof), so this carries its own clinic filter, inside the lexemes themselves.
-- The inner query stands alone so that this index is its only way: with a limit the planner would rather go through a clinic
-- row by row, hoping to meet enough matches soon, and compute lexemes for each. The absorbed half of a merge is found as the one that
-- lives, who may so come twice.
-- Who asked to be deleted, and is kept because the law says so, is found by those alone who answer such requests.
drop function if exists buscar_pacientes(text[], boolean, int);
create or replace function buscar_pacientes(p_prefijos text[], p_archivados boolean, p_bloqueados boolean, p_limite int)
returns setof bigint
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  consulta tsquery;
begin
  -- Which beginnings are whole keys is said by paciente_lexemas.
  -- Inside quotes a tsquery knows two special letters, and each is told by doubling it.
  select string_agg('''' || replace(replace(clinica_actual() || ':' || p, '\', '\\'), '''', '''''') || ''''
    || case when p ~ '^([a-z]+|[0-9]{1,3})$' then '' else ':*' end, ' & ')::tsquery into consulta
  from unnest(p_prefijos) as u(p) where p <> '';
  if consulta is null then return; end if;
  return query execute
    'with hallados as materialized (
       select id, clinica_id, fusionado_en, archivado, bloqueado from pacientes where paciente_lexemas(
         clinica_id, documento, nombres, apellido_paterno, apellido_materno, nombre_social, telefono, correo) @@ $1)
     select case when fusionado_en is null then id else fusionado_en end from hallados
     where clinica_id = $3 and (fusionado_en is not null or (archivado is null or $4) and (bloqueado is null or $5)) limit $2'
    using consulta, p_limite, clinica_actual(), p_archivados, p_bloqueados;
end $$;

call entregar_al_puente('buscar_pacientes(text[], boolean, boolean, int)');

-- The net under services::fusiones: whoever is absorbed shows somebody who is not.
create or replace function cuidar_fusion() returns trigger language plpgsql as $$
begin
  -- Whoever was absorbed by somebody blocked would be free again.
  if new.fusionado_en is null then
    if exists (select from pacientes p where p.clinica_id = old.clinica_id and p.id = old.fusionado_en and p.bloqueado is not null) then
      raise exception 'la ficha % está bloqueada', old.fusionado_en
        using errcode = 'check_violation', constraint = 'pacientes_bloqueada', table = 'pacientes';
    end if;
    return new;
  end if;
  if not exists (select from pacientes p where p.clinica_id = new.clinica_id and p.id = new.fusionado_en and p.fusionado_en is null) then
    raise exception 'la ficha % ya no vive', new.fusionado_en
      using errcode = 'check_violation', constraint = 'pacientes_fusionado_vivo', table = 'pacientes';
  end if;
  if exists (select from pacientes p where p.clinica_id = new.clinica_id and p.id = new.fusionado_en and p.bloqueado is not null) then
    raise exception 'la ficha % está bloqueada', new.fusionado_en
      using errcode = 'check_violation', constraint = 'pacientes_bloqueada', table = 'pacientes';
  end if;
  return new;
end $$;
create or replace trigger cuidar_fusion before update of fusionado_en on pacientes for each row
  when (new.fusionado_en is distinct from old.fusionado_en) execute function cuidar_fusion();

-- The data of who is blocked stays as it was when it was blocked: what is kept is kept, not used.
create or replace function cuidar_bloqueo() returns trigger language plpgsql as $$
begin
  raise exception 'la ficha % está bloqueada', new.id
    using errcode = 'check_violation', constraint = 'pacientes_bloqueada', table = 'pacientes';
end $$;
create or replace trigger cuidar_bloqueo before update on pacientes for each row
  when (old.bloqueado is not null and new.bloqueado is not null and (old.documento_tipo, old.documento, old.documento_pais, old.nombres,
      old.apellido_paterno, old.apellido_materno, old.nombre_social, old.nacimiento, old.telefono, old.correo, old.direccion,
      old.observacion, old.fusionado_en)
    is distinct from (new.documento_tipo, new.documento, new.documento_pais, new.nombres, new.apellido_paterno, new.apellido_materno,
      new.nombre_social, new.nacimiento, new.telefono, new.correo, new.direccion, new.observacion, new.fusionado_en))
  execute function cuidar_bloqueo();

create or replace function cuidar_bloqueo_ajeno() returns trigger language plpgsql as $$
begin
  if exists (select from pacientes p where p.clinica_id = new.clinica_id and p.id = new.paciente_id and p.bloqueado is not null) then
    raise exception 'la ficha % está bloqueada', new.paciente_id
      using errcode = 'check_violation', constraint = 'pacientes_bloqueada', table = 'pacientes';
  end if;
  return new;
end $$;
create or replace trigger cuidar_bloqueo before insert or update on contactos_paciente for each row execute function cuidar_bloqueo_ajeno();
create or replace trigger cuidar_bloqueo before insert or update on adjuntos for each row execute function cuidar_bloqueo_ajeno();

-- For each name (already normalised), who has it whole and was born that day or has that phone; of somebody with a document,
-- only who has none. By the bridge, since under row security an index over an expression is not used.
create or replace function pacientes_tocayos(
  p_ordenes int[], p_nombres text[], p_nacimientos date[], p_telefonos text[], p_con_documento boolean[]
) returns table (orden int, paciente_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (c.orden) c.orden, case when p.fusionado_en is null then p.id else p.fusionado_en end
  from unnest(p_ordenes, p_nombres, p_nacimientos, p_telefonos, p_con_documento) as c(orden, nombre, nacimiento, telefono, con_documento)
  join pacientes p on p.clinica_id = clinica_actual()
    and normalizar(p.nombres || ' ' || p.apellido_paterno || ' ' || p.apellido_materno) = c.nombre
    and p.bloqueado is null and (p.nacimiento = c.nacimiento or p.telefono = c.telefono)
    and (p.documento is null or not c.con_documento)
  order by c.orden, p.id;
$$;

call entregar_al_puente('pacientes_tocayos(int[], text[], date[], text[], boolean[])');
