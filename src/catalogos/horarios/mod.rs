//! The weeks that a professional works, each from a date and perhaps until another.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use forms::DIAS;
pub use model::NuevoHorario;
