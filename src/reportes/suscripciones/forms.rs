//! What somebody wants by mail.

use chrono::NaiveTime;
use serde::Deserialize;

use super::model::{Cual, Suscripcion};
use crate::ui::format;
use crate::values::fecha;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SuscripcionesForm {
    pub cierre: bool,
    pub hora_cierre: String,
    pub semana: bool,
    pub hora_semana: String,
}

/// Each, and at what hour it is wanted, if it is.
pub type Deseos = [(Cual, Option<NaiveTime>); 2];

impl SuscripcionesForm {
    pub fn de(suyas: &[Suscripcion]) -> Self {
        let hora = |cual: Cual| suyas.iter().find(|s| s.cual == cual.codigo()).map(|s| s.hora);
        let texto = |cual: Cual| hora(cual).map_or_else(|| cual.hora().to_owned(), format::time);
        Self {
            cierre: hora(Cual::Cierre).is_some(),
            hora_cierre: texto(Cual::Cierre),
            semana: hora(Cual::Semana).is_some(),
            hora_semana: texto(Cual::Semana),
        }
    }

    pub fn validar(&self) -> Result<Deseos, Errores> {
        let mut errores = Errores::default();
        let mut hora = |campo, quiere: bool, texto: &str| {
            let hora = fecha::parse_hora(texto);
            if quiere && hora.is_none() {
                errores.agregar(campo, "Escribe la hora, como 20:00.");
            }
            hora.filter(|_| quiere)
        };
        let deseos = [
            (Cual::Cierre, hora("hora_cierre", self.cierre, &self.hora_cierre)),
            (Cual::Semana, hora("hora_semana", self.semana, &self.hora_semana)),
        ];
        if errores.hay() { Err(errores) } else { Ok(deseos) }
    }
}
