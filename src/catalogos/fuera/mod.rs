//! Citas to come that no longer lie in working hours, or lie under a bloqueo: nothing moves them but a person. Owns
//! citas_conservadas, what somebody decided to keep.

mod model;
pub mod pages;
pub mod queries;
mod views;

pub use queries::Alcance;
