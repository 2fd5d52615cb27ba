//! The ficha: a patient with what every context knows of them.

pub mod pages;
mod queries;
mod views;
