//! Counts of a depot: a snapshot, what several people count without seeing it, the recount of what differs, and who approves. Owns
//! inventarios, inventarios_lotes and inventarios_conteos.

pub mod conteo;
mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Anotacion, EnLibros, Etiqueta, Hallazgo, InventarioBloqueado, NuevoInventario, PorAjustar};
