//! The figures that come by mail. Owns suscripciones.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Cual, PorEnviar};
