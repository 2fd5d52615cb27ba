//! Recipes: what each prestación consumes.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;
