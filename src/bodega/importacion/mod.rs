//! Insumos and lots from a spreadsheet: read, checked row by row, shown, and loaded whole or not at all. Owns planillas_bodega. What
//! exists is never changed. Small by rule, so that no worker is needed: a file of more rows is refused.

pub mod columnas;
mod descarga;
mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod revision;
mod views;

pub use model::Planilla;
