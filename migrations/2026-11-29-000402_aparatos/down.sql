drop table aparatos_usuario;
