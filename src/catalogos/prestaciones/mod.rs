//! What is booked and charged.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::NuevaPrestacion;
