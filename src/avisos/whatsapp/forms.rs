//! What an administrator says of the clinic's WhatsApp.

use serde::Deserialize;

use super::model::Ajustes;
use crate::web::form::Errores;

const HORAS_MAX: i32 = 72;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AjustesForm {
    pub version: String,
    pub numero_id: String,
    pub cuenta_id: String,
    pub preferido: bool,
    pub respaldo_horas: String,
}

/// Which template is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlantillaForm {
    pub tipo: String,
}

impl AjustesForm {
    pub fn de(ajustes: Option<&Ajustes>) -> Self {
        let Some(ajustes) = ajustes else {
            return Self { version: "0".into(), respaldo_horas: "4".into(), ..Self::default() };
        };
        Self {
            version: ajustes.version.to_string(),
            numero_id: ajustes.numero_id.clone(),
            cuenta_id: ajustes.cuenta_id.clone(),
            preferido: ajustes.preferido,
            respaldo_horas: ajustes.respaldo_horas.to_string(),
        }
    }

    /// `conectado`: this server may send by WhatsApp.
    pub fn validar(&self, conectado: bool) -> Result<Ajustes, Errores> {
        let mut errores = Errores::default();
        let numero = errores.tomar("numero_id", identificador(&self.numero_id));
        let cuenta = errores.tomar("cuenta_id", identificador(&self.cuenta_id));
        let horas = errores.tomar("respaldo_horas", horas(&self.respaldo_horas));
        if self.preferido && !conectado {
            errores.agregar("preferido", "Este servidor todavía no está conectado a WhatsApp.");
        }
        match (numero, cuenta, horas) {
            (Some(numero_id), Some(cuenta_id), Some(respaldo_horas)) if !errores.hay() => Ok(Ajustes {
                version: self.version.parse().unwrap_or_default(),
                numero_id,
                cuenta_id,
                preferido: self.preferido,
                respaldo_horas,
            }),
            _ => Err(errores),
        }
    }
}

fn identificador(texto: &str) -> Result<String, &'static str> {
    let texto = texto.trim();
    let es = (5..=20).contains(&texto.len()) && texto.bytes().all(|b| b.is_ascii_digit());
    if es { Ok(texto.to_owned()) } else { Err("Escribe el identificador de Meta: solo números, de 5 a 20.") }
}

fn horas(texto: &str) -> Result<i32, &'static str> {
    let horas = texto.trim().parse().ok().filter(|horas| (1..=HORAS_MAX).contains(horas));
    horas.ok_or("Escribe cuántas horas, de 1 a 72.")
}
