//! The people a clinic attends. Owns pacientes and lecturas_ficha. Publishes `Resumen` (how a patient is named on any
//! screen), the search, and the creation that a booking does in place.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use forms::NOMBRE_MAX;
pub use model::{NuevoPaciente, Paciente, Resumen};
