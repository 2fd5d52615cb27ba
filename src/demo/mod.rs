//! The demo world: two clinics, their people and what weeks of work leave behind. The tests stand on its people.

mod agenda;
mod gente;
mod mundo;
mod personas;

pub use gente::Gente;
pub use mundo::{cargar, presentar};
pub use personas::{CLAVE, PERSONAS, Persona, fundar};
