//! Rooms and chairs: where citas happen, and which prestaciones each allows.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Eleccion, NuevoBox};
