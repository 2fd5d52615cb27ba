drop table lecturas_ficha;
drop table pacientes;
drop function paciente_lexemas, normalizar;
