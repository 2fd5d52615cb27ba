//! What changed, who changed it and when. Owns auditoria and auditoria_personal, which only triggers write. Publishes
//! `historia`: the changes of one row in the users' words.

mod model;
pub mod pages;
pub mod queries;
pub mod sellos;
pub mod views;

pub use model::{Cambio, Valor};
