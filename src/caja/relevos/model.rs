//! Rows of a hand-over.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

#[derive(Debug, Clone, QueryableByName)]
pub struct Relevo {
    #[diesel(sql_type = BigInt)]
    pub sesion_id: i64,
    /// For who asks.
    #[diesel(sql_type = Bool)]
    pub para_mi: bool,
}

/// Somebody who may take the drawer.
#[derive(Debug, Clone, QueryableByName)]
pub struct Candidato {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
