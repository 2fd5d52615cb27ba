drop table inventarios_conteos, inventarios_lotes, inventarios;
