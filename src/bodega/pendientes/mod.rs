//! Consumos pendientes: what a recipe needed and the books did not have, to be settled with what arrives or given up.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::PorSaldar;
