//! To how many it is offered, and until when.

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde::Deserialize;

use crate::agenda::espera::hueco::forms::HuecoFiltro;
use crate::agenda::espera::hueco::model::Hueco;
use crate::web::form::Errores;

pub const PERSONAS_HABITUALES: &str = "5";
pub const HORAS_HABITUALES: &str = "2";
const PERSONAS_MAX: i32 = 20;
const HORAS_MAX: i64 = 72;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OfrecerForm {
    pub hora: String,
    pub minutos: String,
    pub personas: String,
    pub horas: String,
}

pub struct Ofrecimiento {
    pub hueco: Hueco,
    pub personas: i32,
    pub plazo: TimeDelta,
}

impl OfrecerForm {
    pub fn hueco(&self, zona: Tz) -> Option<Hueco> {
        HuecoFiltro { hora: self.hora.clone(), minutos: self.minutos.clone() }.hueco(zona)
    }

    pub fn validar(&self, hueco: Hueco) -> Result<Ofrecimiento, Errores> {
        let mut errores = Errores::default();
        let personas = self.personas.trim().parse().ok().filter(|n| (1..=PERSONAS_MAX).contains(n));
        let personas = errores.tomar("personas", personas.ok_or("Escribe a cuántas personas, de 1 a 20."));
        let horas = self.horas.trim().parse().ok().filter(|n| (1..=HORAS_MAX).contains(n));
        let horas = errores.tomar("horas", horas.ok_or("Escribe por cuántas horas, de 1 a 72."));
        match (personas, horas) {
            (Some(personas), Some(horas)) => Ok(Ofrecimiento { hueco, personas, plazo: TimeDelta::hours(horas) }),
            _ => Err(errores),
        }
    }
}
