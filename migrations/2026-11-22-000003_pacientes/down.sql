drop table pacientes;
drop function paciente_lexemas, normalizar;
