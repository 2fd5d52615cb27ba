//! Asking for no more letters of a kind, with the link that each carries: by hand, on the page it opens, or by the button that readers of mail
//! draw from its headers. Owns enlaces_baja.

mod model;
pub mod pages;
pub mod queries;
mod views;

pub use model::{Enlace, Pedida};
