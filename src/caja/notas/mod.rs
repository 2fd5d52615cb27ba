//! Notes of credit: what a sale no longer owes, line by line, under a series of their own. Owns notas_credito and
//! notas_credito_lineas.

mod model;
pub mod pages;
mod papel;
pub(crate) mod queries;
mod views;

pub(crate) use model::{LineaAcreditada, NuevaNota};
