//! The people of a clinic: who was invited, who works there, with which roles.

mod forms;
pub mod pages;
pub mod queries;
mod views;

pub use forms::{CambioRoles, NuevoMiembro};
