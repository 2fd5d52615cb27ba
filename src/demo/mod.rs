//! The demo world: two clinics, their people and, on request, what weeks of work leave behind. The tests stand on its people.

mod personas;

pub use personas::{CLAVE, PERSONAS, Persona, fundar};
