//! Rows of lots.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text};
use rust_decimal::Decimal;

/// A lot that still holds something, beside what it is of.
#[derive(Debug, Clone, QueryableByName)]
pub struct LoteConInsumo {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = BigInt)]
    pub deposito_id: i64,
    #[diesel(sql_type = BigInt)]
    pub insumo_id: i64,
    #[diesel(sql_type = Text)]
    pub insumo_codigo: String,
    #[diesel(sql_type = Text)]
    pub insumo: String,
    #[diesel(sql_type = Text)]
    pub unidad: String,
    #[diesel(sql_type = Text)]
    pub deposito: String,
    #[diesel(sql_type = Text)]
    pub codigo: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub caduca: Option<NaiveDate>,
    #[diesel(sql_type = Numeric)]
    pub cantidad: Decimal,
    #[diesel(sql_type = Numeric)]
    pub costo: Decimal,
    /// Days left, negative once expired.
    #[diesel(sql_type = Nullable<diesel::sql_types::Integer>)]
    pub dias: Option<i32>,
}

impl LoteConInsumo {
    pub fn vencido(&self) -> bool {
        self.dias.is_some_and(|dias| dias < 0)
    }
}

/// Which lots a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cuales {
    #[default]
    Todos,
    /// In so many days as are worth a warning.
    PorVencer,
    Vencidos,
}

impl Cuales {
    pub const TODOS: [Self; 3] = [Self::Todos, Self::PorVencer, Self::Vencidos];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Todos => "",
            Self::PorVencer => "por_vencer",
            Self::Vencidos => "vencidos",
        }
    }

    pub fn de_codigo(codigo: &str) -> Self {
        Self::TODOS.into_iter().find(|c| c.codigo() == codigo).unwrap_or_default()
    }

    /// The first day of expiry that is shown and the last, when `hoy` is today; none shows undated lots too.
    pub fn entre(self, hoy: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Self::Todos => (None, None),
            Self::PorVencer => (Some(hoy), Some(hoy + Days::new(POR_VENCER))),
            Self::Vencidos => (None, Some(hoy - Days::new(1))),
        }
    }
}

/// Days ahead in which a lot is worth a warning.
pub const POR_VENCER: u64 = 30;
