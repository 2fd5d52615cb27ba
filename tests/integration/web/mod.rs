//! What holds for every answer, whatever it is about.

mod apuros;
mod cabeceras;
mod cuerpos;
mod proxy;
mod viajes;
