//! What the demo clinics offer, who works in them and what they keep: made up, plausible.

mod insumos;
mod prestaciones;
mod profesionales;

pub use insumos::{INSUMOS, Insumo, Suerte};
pub use prestaciones::{PRESTACIONES, Prestacion};
pub use profesionales::{NORTE, Profesional, SUR};

/// One page that says that it is nobody's.
pub const DOCUMENTO: &[u8] = include_bytes!("documento.pdf");
