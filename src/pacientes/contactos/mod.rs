//! Who answers and who pays for a patient. Owns contactos_paciente.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod views;

pub use model::Contacto;
