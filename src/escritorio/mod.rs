//! Screens that compose contexts: what a person sees first, and the search over everything. Nothing depends on it.

mod acciones;
pub mod ficha;
pub mod pages;
mod queries;
pub mod trabajos;
mod views;
