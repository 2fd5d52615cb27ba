//! What an administrator decides about messages.

use chrono::{NaiveTime, Timelike};
use serde::Deserialize;

use super::model::Ajustes;
use crate::ui::format;
use crate::values::{antelacion, fecha};
use crate::web::form::Errores;

const MEDIODIA: u32 = 12;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub silencio_desde: String,
    pub silencio_hasta: String,
    pub recordatorios: String,
}

impl AjustesForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self {
            version: ajustes.huella.clone(),
            silencio_desde: format::time(ajustes.silencio_desde),
            silencio_hasta: format::time(ajustes.silencio_hasta),
            recordatorios: antelacion::escrita(&ajustes.recordatorios),
        }
    }

    pub fn validar(&self) -> Result<Ajustes, Errores> {
        let mut errores = Errores::default();
        let desde =
            errores.tomar("silencio_desde", hora(&self.silencio_desde, |h| h >= MEDIODIA, "de la tarde o la noche"));
        let hasta = errores.tomar("silencio_hasta", hora(&self.silencio_hasta, |h| h < MEDIODIA, "de la mañana"));
        let recordatorios = errores.tomar("recordatorios", antelacion::parse(&self.recordatorios));
        match (desde, hasta, recordatorios) {
            (Some(silencio_desde), Some(silencio_hasta), Some(recordatorios)) => {
                Ok(Ajustes { silencio_desde, silencio_hasta, recordatorios, huella: self.version.clone() })
            }
            _ => Err(errores),
        }
    }
}

fn hora(texto: &str, cabe: impl Fn(u32) -> bool, cual: &str) -> Result<NaiveTime, String> {
    let leida = fecha::parse_hora(texto).filter(|hora| cabe(hora.hour()));
    leida.ok_or_else(|| format!("Escribe una hora {cual}."))
}
