//! A session handed to somebody else, who takes it by counting it.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;
