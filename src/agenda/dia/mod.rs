//! The day of the clinic, and the search for the first free hour.

mod forms;
pub mod pages;
mod views;
