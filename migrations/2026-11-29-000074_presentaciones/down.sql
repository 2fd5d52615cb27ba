drop table presentaciones;
