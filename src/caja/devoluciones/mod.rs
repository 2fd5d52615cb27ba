//! Money that goes back, and debts that are forgiven: asked for by one, decided by another, paid from whichever drawer is open then.
//! Owns devoluciones and devoluciones_lineas.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::{Devolucion, LineaADevolver, LineaDevolvible, NuevaDevolucion, Resolucion};
