//! The WhatsApp of a clinic: its number, when it is preferred, and the templates that the API approves.

pub mod eventos;
mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Ajustes, EstadoPlantilla};
