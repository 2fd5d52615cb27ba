mod configuracion;
mod dia;
mod disponibilidad;
mod estados;
mod mundo;
mod propiedades;
mod reserva;
