//! The waiting room: who arrived, who is called where, and the wall that shows it.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;

/// The ids of what is live of the room and of the wall.
const VIVA: &str = "sala";
const MURO: &str = "muro";
