//! What several resources of bodega share: its depots.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

mod depositos;

pub use depositos::*;

/// Rows a page of a list holds.
pub const POR_PAGINA: i64 = 50;

#[derive(QueryableByName)]
pub(in crate::bodega) struct Id {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
}
