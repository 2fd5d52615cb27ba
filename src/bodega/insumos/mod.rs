//! Insumos: what is kept, how much of it there is, and the kardex that tells how it came and left.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use forms::InsumoForm;
pub use model::{NuevaPresentacion, NuevoInsumo, Presentacion, Ubicado};
