//! One report as it is asked for and read: on the screen page by page, whole in a file.

pub mod pages;
pub mod pedido;
pub mod queries;
mod views;

pub use pedido::Pedido;
