//! Every session of every drawer, newest first: what was closed, and how far from what was expected.

mod forms;
mod model;
pub mod pages;
mod queries;
mod views;

pub(in crate::caja) use forms::Busqueda;
