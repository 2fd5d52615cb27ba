mod ingreso;
