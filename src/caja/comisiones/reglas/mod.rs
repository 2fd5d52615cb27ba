//! The rules that say what a professional earns, under /configuracion.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;
