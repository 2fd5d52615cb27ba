//! By what lots are filtered.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::Cuales;
use crate::values::fecha;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct LotesFiltro {
    pub ver: String,
    /// The last row of the page before.
    pub caduca: String,
    pub id: String,
}

impl LotesFiltro {
    pub fn cuales(&self) -> Cuales {
        Cuales::de_codigo(&self.ver)
    }

    pub fn despues(&self) -> Option<(Option<NaiveDate>, i64)> {
        Some((fecha::parse(&self.caduca).ok(), self.id.parse().ok()?))
    }
}
