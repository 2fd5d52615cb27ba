//! The filter that the URL of the list carries.

use std::fmt::Display;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;

use super::model::{Corte, Filtros};
use crate::urls;
use crate::values::fecha;
use crate::values::zona::Zona;

/// As it stands in the URL; the cursor is the session after which the page begins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Busqueda {
    pub caja: String,
    pub desde: String,
    pub hasta: String,
    /// Microseconds since 1970, and the id.
    pub antes_en: Option<i64>,
    pub antes: Option<i64>,
}

impl Busqueda {
    pub fn filtros(&self, zona: Zona) -> Filtros {
        let dia = |texto: &str| fecha::parse(texto).ok();
        let siguiente = |dia: NaiveDate| dia.checked_add_days(Days::new(1));
        Filtros {
            caja: self.caja.parse().ok(),
            desde: dia(&self.desde).map_or(DateTime::UNIX_EPOCH, |dia| zona.inicio_del_dia(dia)),
            hasta: dia(&self.hasta).and_then(siguiente).map_or_else(lejos, |dia| zona.inicio_del_dia(dia)),
            antes: self.antes(),
        }
    }

    fn antes(&self) -> Option<Corte> {
        let en = DateTime::from_timestamp_micros(self.antes_en?).filter(|en| fecha::en_rango(en.date_naive()))?;
        Some(Corte { en, id: self.antes? })
    }

    pub fn desde_el_principio(&self) -> bool {
        self.antes().is_none()
    }

    /// The same filter, from the first page or after a session.
    pub fn url(&self, clinica: &str, antes: Option<Corte>) -> String {
        let (en, id) = antes.map(|c| (c.en.timestamp_micros().to_string(), c.id.to_string())).unwrap_or_default();
        let filtros: [(&str, &dyn Display); 5] =
            [("caja", &self.caja), ("desde", &self.desde), ("hasta", &self.hasta), ("antes_en", &en), ("antes", &id)];
        urls::con_filtros(&urls::caja_sesiones(clinica), &filtros)
    }
}

/// After any session there will be.
fn lejos() -> DateTime<Utc> {
    DateTime::from_timestamp(253_402_300_799, 0).unwrap_or_default()
}
