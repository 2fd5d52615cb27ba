//! What a patient sends.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use crate::agenda::HoraPedida;
use crate::values::fecha;

/// Of every button: which cita stood on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EfectoForm {
    pub cita: String,
    /// Where it changes to, when that is what is asked.
    pub hora: String,
}

impl EfectoForm {
    pub fn cita(&self) -> i64 {
        self.cita.parse().unwrap_or_default()
    }

    pub fn hora(&self) -> Option<DateTime<Utc>> {
        format!("0@{}", self.hora).parse().ok().map(|hora: HoraPedida| hora.inicio)
    }
}

/// From which date on hours are shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DesdeFiltro {
    pub desde: String,
}

impl DesdeFiltro {
    pub fn desde(&self) -> Option<NaiveDate> {
        fecha::parse(&self.desde).ok()
    }
}
