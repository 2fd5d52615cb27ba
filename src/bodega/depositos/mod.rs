//! Where goods are kept: the depósitos of each sucursal.

mod forms;
mod model;
pub mod pages;
pub(in crate::bodega) mod queries;
mod views;

pub(crate) use model::DepositoEnLista;
pub(crate) use queries::todos;
