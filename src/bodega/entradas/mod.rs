//! Entries: goods that come in, a lot at a time.

mod forms;
pub mod pages;
mod views;
