mod cartas;
mod configuracion;
mod dia;
mod estados;
mod mundo;
mod pantallas;
mod propiedades;
mod reserva;
