-- a view of src/db/routines stands on it
drop view if exists esperas_por_paciente;
drop view if exists esperas_detalle;
drop table esperas;
