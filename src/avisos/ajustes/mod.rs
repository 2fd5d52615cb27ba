//! How each clinic speaks to its patients: when it keeps silent, and how long before a cita it recalls it.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;
