//! Time taken from a professional or from a box: absence, lunch, repair; once, or every day of a range.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{NuevoBloqueo, motivo};
