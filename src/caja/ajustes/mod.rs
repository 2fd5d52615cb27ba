//! The rules of the drawer that each clinic decides.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;
