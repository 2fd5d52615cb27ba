drop trigger if exists anotar_llegada on citas;
drop trigger if exists anotar_llegada_sin_hora on citas;
drop function if exists anotar_llegada();
drop table llamados;
drop table llegadas;
