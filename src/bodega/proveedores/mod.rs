//! Who sells supplies to the clinic. Owns proveedores; shows what each has sold at what price.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{NuevoProveedor, Opcion, variacion};
pub use views::cambio;
