//! By what existencias are asked for.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

use super::model::{Corte, Segun};
use crate::bodega::forms::fecha_opcional;
use crate::values::zona::Zona;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExistenciasFiltro {
    pub fecha: String,
    pub segun: String,
    pub deposito: String,
    pub desde: String,
    pub desde_id: String,
}

impl ExistenciasFiltro {
    /// Of today when no day can be read.
    pub fn corte(&self, hoy: NaiveDate, zona: Tz) -> Corte {
        let dia = fecha_opcional(&self.fecha).ok().flatten().unwrap_or(hoy);
        Corte {
            dia,
            fin: Zona::from(zona).dia(dia).1,
            segun: Segun::de_codigo(&self.segun),
            deposito_id: self.deposito.parse().ok(),
            desde: (self.desde.clone(), self.desde_id.parse().unwrap_or_default()),
        }
    }
}
