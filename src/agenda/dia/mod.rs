//! The screens of the agenda, and the search for the first free hour.

mod forms;
pub mod pages;
mod views;

pub use crate::ui::live::CAMBIO;

/// The id of what is live of a screen: it is asked for again, and merged with what is there, when something changes.
pub const VIVA: &str = "dia";
