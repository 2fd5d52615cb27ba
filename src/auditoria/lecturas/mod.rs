//! Who read whose ficha, and who took which report away as a file: when and where from. Reads lecturas_ficha, which pacientes writes,
//! and what reportes publishes of its exports.

mod model;
mod queries;
mod views;

pub mod pages;
