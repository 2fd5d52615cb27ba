//! Who attends.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{NuevoProfesional, Profesional};
pub use views::pestanas;
