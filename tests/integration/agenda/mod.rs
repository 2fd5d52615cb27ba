mod cartas;
mod configuracion;
mod dia;
mod estados;
pub mod mundo;
mod propiedades;
mod reserva;
