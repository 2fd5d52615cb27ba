//! Dates on which a professional works other hours than the horario's, or none: they outrank it, holidays included.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::Excepcion;
