//! How a visit was, asked of the patient by letter some hours later: when it is asked, the page where it is answered, and what was answered.
//! Owns encuestas and their links.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Ajustes, Opinion, PorPreguntar, Pregunta};
