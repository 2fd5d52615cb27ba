//! The clinic itself: its sucursales, and the settings that the agenda goes by.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Ajustes, NuevaSucursal, Sucursal};
pub use queries::sucursales;
