drop index pacientes_busqueda;
drop function paciente_lexemas(int, text, text, text, text, text, text, text);

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
