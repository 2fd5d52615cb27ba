//! Whether the books add up, asked of live data: every sum that is kept against the ledger it came from.

mod model;
mod queries;

pub use model::Descuadre;
pub use queries::{descuadres, verificar};
