//! The demo world: two clinics, their people and what weeks of work leave behind. The tests stand on its people.

mod caja;
mod datos;
mod dia;
mod escala;
mod espera;
mod gente;
mod historia;
mod instalar;
mod mundo;
pub mod nivel;
mod personas;
mod progreso;
mod sede;
mod surtido;

pub use escala::Escala;
pub use gente::Gente;
pub use mundo::{Estado, cargar, estado, preparar, presentar};
pub use personas::{CLAVE, PERSONAS, Persona, fundar};
