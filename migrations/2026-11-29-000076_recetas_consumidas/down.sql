drop table recetas_consumidas;
