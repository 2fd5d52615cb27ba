drop table liquidaciones_lineas, liquidaciones, comisiones_reglas;
