//! The period that the URL of the settlements carries.

use std::fmt::Display;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::model::Periodo;
use crate::urls::con_filtros;
use crate::values::fecha;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeriodoForm {
    pub clave: String,
    pub desde: String,
    pub hasta: String,
    /// Settlements before this one.
    pub antes: Option<i64>,
}

impl PeriodoForm {
    /// This month so far, unless days are said; one that ends before it begins is a day.
    pub fn periodo(&self, hoy: NaiveDate) -> Periodo {
        let desde = fecha::parse(&self.desde).unwrap_or_else(|_no_date| hoy.with_day(1).unwrap_or(hoy));
        let hasta = fecha::parse(&self.hasta).unwrap_or(hoy);
        Periodo { desde, hasta: hasta.max(desde) }
    }
}

impl Periodo {
    pub fn en(self, ruta: &str) -> String {
        let (desde, hasta) = (fecha::iso(self.desde), fecha::iso(self.hasta));
        let filtros: [(&str, &dyn Display); 2] = [("desde", &desde), ("hasta", &hasta)];
        con_filtros(ruta, &filtros)
    }
}
