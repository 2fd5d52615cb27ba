//! Time that is free, and who of the waiting list fits it.

pub(super) mod forms;
pub mod model;
pub mod pages;
pub mod queries;
pub mod views;
