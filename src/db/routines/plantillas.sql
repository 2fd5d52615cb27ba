-- What a clinic is called and the words it wrote for letters to its patients, for whoever writes one: part of the statement that reads the
-- rest of what the letter says, so that it costs no trip.
create or replace function huella_de_textos(p_asunto text, p_saludo text, p_cuerpo text, p_nota text) returns text
language sql immutable as $$
  select md5(jsonb_build_array(p_asunto, p_saludo, p_cuerpo, p_nota)::text)
$$;

create or replace function plantillas_propias() returns jsonb language sql stable as $$
  select jsonb_build_object('clinica', c.nombre, 'propias', coalesce((
      select jsonb_object_agg(p.tipo, jsonb_build_object('asunto', p.asunto, 'saludo', p.saludo, 'cuerpo', p.cuerpo, 'nota', p.nota,
        'huella', huella_de_textos(p.asunto, p.saludo, p.cuerpo, p.nota)))
      from plantillas p where p.clinica_id = c.id), '{}'))
  from clinicas c where c.id = clinica_actual()
$$;
