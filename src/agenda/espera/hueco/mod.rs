//! Time that is free, and who of the waiting list fits it.

mod forms;
mod model;
pub mod pages;
mod queries;
pub mod views;
