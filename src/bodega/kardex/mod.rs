//! The kardex of an insumo: how it came and how it left, line by line.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub(super) mod views;

pub use model::{Movimiento, Pedido};
