//! The way back in for who forgot the password: a letter, and its link. Owns recuperaciones.

mod forms;
pub mod pages;
pub mod queries;
mod views;
