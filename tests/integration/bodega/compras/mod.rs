//! Buying: proveedores, orders, what comes of them.

mod carreras;
pub mod mundo;
mod ordenes;
mod proveedores;
mod recepciones;
