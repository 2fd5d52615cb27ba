//! What an administrator decides about the drawer.

use serde::Deserialize;

use super::model::Ajustes;
use crate::ui::format;
use crate::values::dinero::Moneda;
use crate::web::form::Errores;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub umbral_diferencia: String,
    pub redondea_mixto: bool,
}

impl AjustesForm {
    pub fn de(ajustes: &Ajustes) -> Self {
        Self {
            version: ajustes.huella.clone(),
            umbral_diferencia: format::money_input(ajustes.umbral_diferencia),
            redondea_mixto: ajustes.redondea_mixto,
        }
    }

    pub fn validar(&self, moneda: Moneda) -> Result<Ajustes, Errores> {
        let mut errores = Errores::default();
        let (redondea_mixto, huella) = (self.redondea_mixto, self.version.clone());
        match errores.tomar("umbral_diferencia", moneda.parse(&self.umbral_diferencia)) {
            Some(umbral_diferencia) => Ok(Ajustes { umbral_diferencia, redondea_mixto, huella }),
            None => Err(errores),
        }
    }
}
