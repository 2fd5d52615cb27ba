mod accesos;
mod bloqueos;
mod excepciones;
mod feriados;
mod horarios;
