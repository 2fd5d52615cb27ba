//! Who read whose ficha, when and where from. Reads lecturas_ficha, which pacientes writes.

mod model;
mod queries;
mod views;

pub mod pages;
