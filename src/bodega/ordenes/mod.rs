//! What is asked of a proveedor, and what comes of it. Owns ordenes_compra, ordenes_compra_lineas, recepciones and recepciones_lineas.

mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod recepciones;
mod views;

pub use model::{Exceso, LineaNueva, NuevaOrden, NuevaRecepcion, OrdenBloqueada, PorRecibir, RecepcionBloqueada};
pub use views::momento;
