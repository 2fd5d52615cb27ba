//! Which time is looked at.

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde::Deserialize;

use super::model::Hueco;
use crate::agenda::HoraPedida;

/// A gap lasts a day at most.
const MINUTOS: std::ops::RangeInclusive<i64> = 1..=1440;

/// A gap, as its link names it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HuecoFiltro {
    pub hora: String,
    pub minutos: String,
}

impl HuecoFiltro {
    pub fn hueco(&self, zona: Tz) -> Option<Hueco> {
        let hora: HoraPedida = self.hora.parse().ok()?;
        let minutos = self.minutos.parse().ok().filter(|m| MINUTOS.contains(m)).unwrap_or(1);
        Some(Hueco::nuevo(hora, hora.inicio + TimeDelta::minutes(minutos), zona))
    }
}
