mod accesos;
mod bloqueos;
mod boxes;
mod excepciones;
mod feriados;
mod horarios;
mod sede;
