drop trigger if exists heredar_serie on citas;
drop function if exists heredar_serie();
drop table citas_de_serie;
drop table citas_series;
