//! A person's own account: password, open sessions, preferences.

pub mod aparato;
mod forms;
pub mod pages;
pub mod queries;
mod views;
