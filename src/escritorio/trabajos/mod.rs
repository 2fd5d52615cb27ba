//! What is done in the background: the jobs of a clinic, and the schedule of the house.

mod forms;
pub mod pages;
mod views;
