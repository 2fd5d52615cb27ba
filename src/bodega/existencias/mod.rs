//! What there was on a day, and what it was worth: by what the books said then, or by what had happened.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Corte, Segun};
