//! Lots: what came in together, and until when it may be used.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod views;

pub use model::LoteConInsumo;
