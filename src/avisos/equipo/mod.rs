//! What the people of a clinic are told by mail without asking: what ran low, what was left open, what did not leave. Owns
//! avisos_callados.

mod cartas;
mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use cartas::carta;
pub use model::{Bajo, Cual, Pendiente};
