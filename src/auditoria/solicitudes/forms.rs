//! What is typed of a request and of its steps.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::{Medio, Nueva, Paso, Tipo};
use crate::auditoria::filtros::leer_paciente;
use crate::values::fecha;
use crate::web::form::Errores;

const LARGO: u16 = 2000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SolicitudForm {
    /// A RUT, or the number of a ficha.
    pub paciente: String,
    pub tipo: String,
    pub medio: String,
    /// Empty: today.
    pub recibida: String,
    pub detalle: String,
}

impl SolicitudForm {
    pub fn validar(&self, hoy: NaiveDate) -> Result<Nueva, Errores> {
        let mut errores = Errores::default();
        let paciente =
            errores.tomar("paciente", leer_paciente(&self.paciente).ok_or("Escribe un RUT o un número de ficha."));
        let tipo = errores.tomar("tipo", Tipo::de_codigo(&self.tipo).ok_or("Elige qué pide."));
        let medio = errores.tomar("medio", Medio::de_codigo(&self.medio).ok_or("Elige cómo llegó."));
        let recibida = match self.recibida.trim() {
            "" => Some(hoy),
            texto => {
                errores.tomar("recibida", fecha::parse(texto).map_err(|_mala| "Escribe una fecha como 22-11-2026."))
            }
        };
        if recibida.is_some_and(|dia| dia > hoy) {
            errores.agregar("recibida", "No puede haber llegado después de hoy.");
        }
        errores.limitar("detalle", self.detalle.trim(), LARGO);
        match (paciente, tipo, medio, recibida, errores.hay()) {
            (Some(paciente), Some(tipo), Some(medio), Some(recibida), false) => {
                Ok(Nueva { paciente, tipo, medio, recibida, detalle: self.detalle.trim().to_owned() })
            }
            _ => Err(errores),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PasoForm {
    pub paso: String,
    pub nota: String,
    pub version: String,
}

impl PasoForm {
    /// Taking it needs no words; the rest is said to whoever asked.
    pub fn validar(&self) -> Result<(Paso, &str), Errores> {
        let mut errores = Errores::default();
        let paso = errores.tomar("", Paso::de_codigo(&self.paso).ok_or("Elige qué hacer con la solicitud."));
        let nota = self.nota.trim();
        if nota.is_empty() && paso.is_some_and(|p| p != Paso::Tomar) {
            errores.agregar("nota", "Escribe qué se le dijo a la persona.");
        }
        errores.limitar("nota", nota, LARGO);
        match paso {
            Some(paso) if !errores.hay() => Ok((paso, nota)),
            _ => Err(errores),
        }
    }
}
