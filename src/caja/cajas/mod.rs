//! The drawers themselves: which there are, where their goods come from and how their receipts are numbered.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::{CambiosCaja, NuevaCaja};
