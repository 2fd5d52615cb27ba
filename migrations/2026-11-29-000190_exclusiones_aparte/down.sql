alter table comisiones_reglas drop constraint comisiones_reglas_sin_traslape,
  add constraint comisiones_reglas_sin_traslape exclude using gist (
    clinica_id with =, coalesce(profesional_id, 0) with =, coalesce(prestacion_id, 0) with =, daterange(desde, hasta, '[]') with &&);
alter table citas drop constraint citas_profesional_ocupado, drop constraint citas_box_ocupado, drop constraint citas_paciente_ocupado,
  add constraint citas_profesional_ocupado exclude using gist (clinica_id with =, profesional_id with =, ocupa with &&)
    where (bloquea and sobrecupo is null),
  add constraint citas_box_ocupado exclude using gist (clinica_id with =, box_id with =, plaza with =, ocupa with &&)
    where (bloquea and box_id is not null),
  add constraint citas_paciente_ocupado exclude using gist (clinica_id with =, paciente_id with =, rango with &&)
    where (bloquea and paciente_id is not null);
alter table excepciones drop constraint excepciones_sin_traslape,
  add constraint excepciones_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, fecha with =,
    int4range(coalesce(extract(epoch from desde)::int, 0), coalesce(extract(epoch from hasta)::int, 86400)) with &&);
alter table horarios drop constraint horarios_sin_traslape,
  add constraint horarios_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, isodow with =, daterange(vigente_desde, vigente_hasta, '[]') with &&,
    int4range(extract(epoch from desde)::int, extract(epoch from hasta)::int) with &&);
