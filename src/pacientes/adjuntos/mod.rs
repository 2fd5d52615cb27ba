//! Documents of a patient: what is brought to the desk, sent or found in the care, kept as it came. Owns adjuntos and
//! adjuntos_contenidos. A clinical one is read by who attends only; taken off, it is out of reach but kept as the law wants.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod views;

pub use model::{Adjunto, NuevoAdjunto};
