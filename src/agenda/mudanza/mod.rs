//! Moving a cita: the form that asks where to, filled by whoever dragged it or by hand.

mod forms;
pub mod pages;
pub mod queries;
mod views;
