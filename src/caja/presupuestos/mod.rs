//! Budgets: prices promised to a patient until a day, sold later in parts. Owns presupuestos, presupuestos_lineas and
//! presupuestos_ventas.

mod forms;
mod model;
pub mod pages;
pub(crate) mod papel;
pub(crate) mod queries;
pub(crate) mod views;

pub(crate) use model::{
    Cumplida, Documento, NoPrometido, NuevoPresupuesto, Pedida, Presupuesto, Prometida, Resolucion,
};
