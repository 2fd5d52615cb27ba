//! What several resources of bodega share: its depots, and `stock`, what services move goods with.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

mod depositos;
mod stock;

pub use depositos::*;
pub use stock::*;

/// Rows a page of a list holds.
pub const POR_PAGINA: i64 = 50;

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}
