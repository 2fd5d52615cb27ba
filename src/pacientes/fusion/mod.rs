//! Two fichas of one person made one, and separated again. Owns fusiones.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod views;

pub use model::{Fusion, FusionPedida};
