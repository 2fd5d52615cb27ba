drop table suscripciones;
