//! What to order now: the pace of each insumo, what there is, what is awaited, and the drafts that come of it. Its settings are keys
//! of clinicas.ajustes and two columns of insumos.

mod forms;
mod model;
pub mod pages;
pub mod queries;
mod views;
