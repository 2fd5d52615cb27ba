mod cartas;
mod configuracion;
mod dia;
mod estados;
mod mundo;
mod propiedades;
mod reserva;
