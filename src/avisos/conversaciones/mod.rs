//! What patients write by WhatsApp and what they are answered: the list of who waits, and one conversation. Owns conversaciones and entrantes_whatsapp.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Entrante, Estado, Respuesta, Suya, respuesta};
