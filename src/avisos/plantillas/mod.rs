//! The words of the letters to patients: those of the house, until a clinic writes its own. Owns plantillas. Where, when and how much stand
//! in every letter whatever its words are, and nothing clinical can be among them.

mod ejemplo;
mod forms;
mod model;
pub mod pages;
pub mod queries;
mod redaccion;
mod views;

pub use ejemplo::{Prueba, prueba};
pub use model::{Clase, Plantillas, Textos};
pub use redaccion::{Datos, Redactada};
