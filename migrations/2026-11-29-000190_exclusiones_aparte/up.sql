-- What stops two from overlapping is never read by a query. While the tree of such an index is a single page, a statement that looks
-- into it again and again (the inside of a nested loop) remembers dead entries by their place on that page; if another connection
-- splits the page meanwhile, PostgreSQL (15 and its neighbours) marks whatever stands at those places as dead, and from then on
-- the index neither finds those rows nor refuses their double. `id + 0 > 0` is true of every row and no query says it: the planner
-- leaves the index to the constraint, which looks once per row and is safe. Made anew, they hold every row again.
alter table horarios drop constraint horarios_sin_traslape,
  add constraint horarios_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, isodow with =, daterange(vigente_desde, vigente_hasta, '[]') with &&,
    int4range(extract(epoch from desde)::int, extract(epoch from hasta)::int) with &&) where (id + 0 > 0);
alter table excepciones drop constraint excepciones_sin_traslape,
  add constraint excepciones_sin_traslape exclude using gist (
    clinica_id with =, profesional_id with =, fecha with =,
    int4range(coalesce(extract(epoch from desde)::int, 0), coalesce(extract(epoch from hasta)::int, 86400)) with &&)
    where (id + 0 > 0);
alter table citas drop constraint citas_profesional_ocupado, drop constraint citas_box_ocupado, drop constraint citas_paciente_ocupado,
  add constraint citas_profesional_ocupado exclude using gist (clinica_id with =, profesional_id with =, ocupa with &&)
    where (bloquea and sobrecupo is null and id + 0 > 0),
  add constraint citas_box_ocupado exclude using gist (clinica_id with =, box_id with =, plaza with =, ocupa with &&)
    where (bloquea and box_id is not null and id + 0 > 0),
  add constraint citas_paciente_ocupado exclude using gist (clinica_id with =, paciente_id with =, rango with &&)
    where (bloquea and paciente_id is not null and id + 0 > 0);
alter table comisiones_reglas drop constraint comisiones_reglas_sin_traslape,
  add constraint comisiones_reglas_sin_traslape exclude using gist (
    clinica_id with =, coalesce(profesional_id, 0) with =, coalesce(prestacion_id, 0) with =, daterange(desde, hasta, '[]') with &&)
    where (id + 0 > 0);
