drop table rondas;
