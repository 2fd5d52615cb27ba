//! The second factor of a person: codes of an application, and codes on paper for when it is not at hand. Owns
//! segundos_factores and ingresos_a_medias.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use forms::CodigoForm;
pub use model::{Escrito, Factor, Propuesta};
