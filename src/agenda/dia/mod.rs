//! The day of the clinic, and the search for the first free hour.

mod forms;
pub mod pages;
mod views;

/// The id of what is live of the day.
pub const VIVA: &str = "dia";
