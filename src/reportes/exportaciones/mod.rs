//! Reports that leave as files. Owns exportaciones and exportaciones_partes.

mod dicha;
mod model;
pub mod pages;
pub mod queries;
mod views;

pub(in crate::reportes) use views::botones;

pub use dicha::{Dicha, Filtrada, dicha};
pub use model::{Estado, Exportacion, NuevaExportacion};
