//! What changed, who changed it, when and from where; and who read what. Owns auditoria and auditoria_personal, which only
//! triggers write, and their seals. Publishes `historia`: the changes of one row in the users' words.

mod filtros;
pub mod lecturas;
mod libros;
mod listado;
mod model;
mod nombres;
pub mod pages;
mod palabras;
pub mod queries;
pub mod sellos;
pub mod solicitudes;
pub mod views;

pub use libros::LIBROS;
pub use model::{Cambio, Lectura, Valor};
pub use nombres::Nombres;
