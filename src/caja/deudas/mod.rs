//! What is owed: by whom, since when, and of which sales.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;
