//! Patients from a spreadsheet: read, checked row by row against the clinic and against itself, shown, and created when somebody
//! says so. Owns importaciones and importacion_filas. Who exists is never changed.

pub mod columnas;
mod descarga;
mod forms;
mod model;
pub mod pages;
pub mod queries;
pub mod revision;
mod views;

pub use model::{EstadoFila, FilaGuardada, Importacion};
