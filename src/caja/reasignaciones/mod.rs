//! Moving what a payment covers, by rows that reverse. Owns reasignaciones.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::NuevaReasignacion;
