//! What holds for every answer, whatever it is about.

mod ajenas;
mod apuros;
mod cabeceras;
mod cuerpos;
mod proxy;
mod subidas;
mod viajes;
