//! Payments: the append-only ledger, and the receipt of each.

mod forms;
mod model;
pub mod pages;
pub(crate) mod papel;
pub(crate) mod queries;
mod views;

pub(in crate::caja) use forms::{AnulacionForm, ImpresionForm};
pub(crate) use model::{Asignacion, Medio, NuevoPago, Pago, Registrado, Tipo};
