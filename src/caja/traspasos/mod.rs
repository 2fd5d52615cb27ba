//! Cash on its way from one drawer to another: asked for, then accepted or turned down by the other side.

mod forms;
mod model;
pub mod pages;
pub(crate) mod queries;
mod views;

pub(crate) use model::{Lado, NuevoTraspaso};
