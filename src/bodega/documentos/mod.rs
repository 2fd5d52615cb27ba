//! Papers that take goods out or set them right: salidas, mermas, ajustes and devoluciones a proveedor, and their reversal.

pub(super) mod forms;
mod model;
pub mod pages;
pub mod queries;
pub(super) mod views;

pub use model::{LineaPedida, Lote, NuevoDocumento, TipoDocumento};
