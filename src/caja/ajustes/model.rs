//! What the drawer reads of `clinicas.ajustes`.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Numeric, Text};
use rust_decimal::Decimal;

#[derive(Debug, Clone, QueryableByName)]
pub struct Ajustes {
    /// Up to it, more or less, nobody asks why.
    #[diesel(sql_type = Numeric)]
    pub umbral_diferencia: Decimal,
    /// Of a payment by several methods the part in cash is rounded.
    #[diesel(sql_type = Bool)]
    pub redondea_mixto: bool,
    /// Of what was read: settings have no version of their own.
    #[diesel(sql_type = Text)]
    pub huella: String,
}
