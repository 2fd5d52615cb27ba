//! A row that does not add up.

use std::fmt;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Numeric, Text};
use rust_decimal::Decimal;

/// Says no name of anybody: it may be printed and logged.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Descuadre {
    #[diesel(sql_type = Text)]
    pub regla: String,
    #[diesel(sql_type = Text)]
    pub tabla: String,
    #[diesel(sql_type = BigInt)]
    pub fila_id: i64,
    /// The figure that is written there.
    #[diesel(sql_type = Numeric)]
    pub dice: Decimal,
    /// What its ledger comes to.
    #[diesel(sql_type = Numeric)]
    pub deberia: Decimal,
}

impl fmt::Display for Descuadre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { regla, tabla, fila_id, dice, deberia } = self;
        write!(f, "{tabla} {fila_id}: {regla}; dice {}, debería decir {}", dice.normalize(), deberia.normalize())
    }
}
