//! Rows of recipes.

use diesel::prelude::*;
use diesel::sql_types::{Numeric, Text};
use rust_decimal::Decimal;

#[derive(Debug, Clone, QueryableByName)]
pub struct LineaReceta {
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
}
