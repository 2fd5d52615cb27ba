//! An hour offered to who waits: whoever says yes first has it. Owns ofertas_espera and enlaces_oferta.

mod forms;
pub mod model;
pub mod pages;
pub mod queries;
mod views;

pub use forms::Ofrecimiento;
pub(super) use forms::{HORAS_HABITUALES, PERSONAS_HABITUALES};
