//! What professionals earn of what was collected: rules, the settlement of a period, and what was frozen of it. Owns
//! comisiones_reglas, liquidaciones and liquidaciones_lineas.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
pub mod reglas;
mod views;

pub(crate) use model::Periodo;
