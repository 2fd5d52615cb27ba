-- the views of src/db/routines stand on these columns
drop view if exists contactos_por_paciente;
drop view if exists pacientes_breves cascade;
drop table contactos_paciente;
alter table pacientes drop column sin_avisos, drop column acepta_publicidad, drop column acepta_whatsapp, drop column nombre_en_pantalla;
