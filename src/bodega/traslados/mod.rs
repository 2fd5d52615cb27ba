//! Traslados: goods asked for, dispatched and received between depots. On the way they are in none.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Despachado, Estado, NuevaLinea, NuevoTraslado, Recibida, Traslado};
