//! What an administrator decides about messages.

use chrono::{NaiveTime, Timelike};
use serde::Deserialize;

use super::model::Ajustes;
use crate::ui::format;
use crate::values::telefono::{self, Telefono, TelefonoInvalido};
use crate::values::{antelacion, fecha};
use crate::web::form::Errores;

const MEDIODIA: u32 = 12;
/// Two weeks.
const HORAS_MAX: i32 = 336;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub silencio_desde: String,
    pub silencio_hasta: String,
    pub recordatorios: String,
    pub aviso_en_linea: String,
    pub telefono: String,
}

impl AjustesForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self {
            version: ajustes.huella.clone(),
            silencio_desde: format::time(ajustes.silencio_desde),
            silencio_hasta: format::time(ajustes.silencio_hasta),
            recordatorios: antelacion::escrita(&ajustes.recordatorios),
            aviso_en_linea: ajustes.aviso_en_linea.to_string(),
            telefono: telefono::legible(&ajustes.telefono),
        }
    }

    pub fn validar(&self) -> Result<Ajustes, Errores> {
        let mut errores = Errores::default();
        let desde =
            errores.tomar("silencio_desde", hora(&self.silencio_desde, |h| h >= MEDIODIA, "de la tarde o la noche"));
        let hasta = errores.tomar("silencio_hasta", hora(&self.silencio_hasta, |h| h < MEDIODIA, "de la mañana"));
        let recordatorios = errores.tomar("recordatorios", antelacion::parse(&self.recordatorios));
        let aviso_en_linea = errores.tomar("aviso_en_linea", horas_antes(&self.aviso_en_linea));
        let telefono = errores.tomar("telefono", telefono(&self.telefono));
        match (desde, hasta, recordatorios, aviso_en_linea, telefono) {
            (Some(silencio_desde), Some(silencio_hasta), Some(recordatorios), Some(aviso_en_linea), Some(telefono)) => {
                let huella = self.version.clone();
                Ok(Ajustes { silencio_desde, silencio_hasta, recordatorios, aviso_en_linea, telefono, huella })
            }
            _ => Err(errores),
        }
    }
}

fn hora(texto: &str, cabe: impl Fn(u32) -> bool, cual: &str) -> Result<NaiveTime, String> {
    let leida = fecha::parse_hora(texto).filter(|hora| cabe(hora.hour()));
    leida.ok_or_else(|| format!("Escribe una hora {cual}."))
}

fn horas_antes(texto: &str) -> Result<i32, &'static str> {
    let horas = texto.trim().parse().ok().filter(|horas| (0..=HORAS_MAX).contains(horas));
    horas.ok_or("Escribe cuántas horas, de 0 a 336.")
}

/// It may be left unsaid.
fn telefono(texto: &str) -> Result<String, &'static str> {
    match Telefono::parse(texto) {
        Ok(telefono) => Ok(telefono.e164().to_owned()),
        Err(TelefonoInvalido::Vacio) => Ok(String::new()),
        Err(_) => Err("Escribe un teléfono, como 2 2345 6789 o +56 9 8765 4321."),
    }
}
