drop function if exists baja_de_enlace(bytea);
drop table enlaces_baja;
-- made again without them
drop view if exists pacientes_breves cascade;
alter table pacientes drop column sin_ofertas, drop column sin_encuestas;
