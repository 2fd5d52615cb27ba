//! Reads and writes of bodega. `stock` is what services move goods with; `listas` is what the pages show.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

mod listas;
mod stock;

pub use listas::*;
pub use stock::*;

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}
