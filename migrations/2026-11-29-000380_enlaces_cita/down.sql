-- the routines of src/db/routines stand on it
drop function if exists enlace_de_cita(bytea);
drop table enlaces_cita;
