drop function if exists abrir_peticion(bytea, text, timestamptz, interval);
drop function if exists sigue_dentro(bigint, int, text, timestamptz, interval);
drop table roles_segundo_factor, ingresos_a_medias, segundos_factores;
