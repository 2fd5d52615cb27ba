//! Holidays of a year: what the law says, and the clinic's own word about a date, which is the last one.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::NuevaPalabra;
