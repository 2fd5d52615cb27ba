drop view if exists reportes_opciones;
drop table vistas_guardadas;
