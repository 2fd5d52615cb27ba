//! What somebody types to block time.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::model::{MOTIVOS, NuevoBloqueo};
use crate::catalogos::forms::{fecha, fecha_opcional};
use crate::values::fecha as fechas;
use crate::values::muro::Muro;
use crate::web::form::Errores;

pub const DETALLE_MAX: u16 = 500;
/// A series of a year, which is also the longest holiday.
const DIAS_MAX: i64 = 366;

/// In the address of the list and of an empty form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BloqueosFiltro {
    /// `p12` or `b3`.
    pub de: String,
    pub desde: String,
    /// Hours to begin with.
    pub hora_desde: String,
    pub hora_hasta: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BloqueoForm {
    pub de: String,
    pub motivo: String,
    pub detalle: String,
    pub desde: String,
    /// Empty: the same date.
    pub hasta: String,
    pub todo_el_dia: bool,
    pub hora_desde: String,
    pub hora_hasta: String,
    /// Of the week, 1 being Monday; none: all of them.
    pub dias: Vec<String>,
}

impl BloqueoForm {
    pub fn nuevo(filtro: &BloqueosFiltro, hoy: NaiveDate) -> Self {
        Self {
            de: filtro.de.clone(),
            motivo: "ausencia".into(),
            desde: fechas::iso(fechas::parse(&filtro.desde).unwrap_or(hoy)),
            hora_desde: filtro.hora_desde.clone(),
            hora_hasta: filtro.hora_hasta.clone(),
            ..Self::default()
        }
    }

    pub fn validar(&self) -> Result<NuevoBloqueo, Errores> {
        let mut errores = Errores::default();
        let de = errores.tomar("de", self.de.parse().map_err(|()| "Elige a quién de la lista."));
        let motivo = MOTIVOS.iter().map(|(codigo, _)| *codigo).find(|codigo| *codigo == self.motivo);
        if motivo.is_none() {
            errores.agregar("motivo", "Elige un motivo.");
        }
        errores.limitar("detalle", &self.detalle, DETALLE_MAX);
        let (desde, hasta) = self.horas(&mut errores);
        let tramos = self.tramos(&mut errores);
        match (de, motivo) {
            (Some(de), Some(motivo)) if !errores.hay() => {
                Ok(NuevoBloqueo { de, motivo, detalle: self.detalle.trim().to_owned(), tramos, desde, hasta })
            }
            _ => Err(errores),
        }
    }

    fn horas(&self, errores: &mut Errores) -> (Muro, Muro) {
        let dia = (Muro::CERO, Muro::MEDIANOCHE);
        if self.todo_el_dia {
            return dia;
        }
        match (Muro::inicio(&self.hora_desde), Muro::termino(&self.hora_hasta)) {
            (Some(desde), Some(hasta)) if desde < hasta => (desde, hasta),
            _ => {
                errores.agregar(
                    "hora_desde",
                    "Escribe una hora de inicio y una de término posterior, o marca todo el día.",
                );
                dia
            }
        }
    }

    /// Whole days in a row are one; hours are one each day.
    fn tramos(&self, errores: &mut Errores) -> Vec<(NaiveDate, NaiveDate)> {
        let desde = fecha(errores, "desde", &self.desde);
        let hasta = fecha_opcional(errores, "hasta", &self.hasta).or(desde);
        let (Some(desde), Some(hasta)) = (desde, hasta) else { return Vec::new() };
        if hasta < desde || (hasta - desde).num_days() >= DIAS_MAX {
            errores.agregar("hasta", "Elige una fecha igual o posterior al inicio, y a menos de un año.");
            return Vec::new();
        }
        let elegido = |fecha: &NaiveDate| {
            self.dias.is_empty() || self.dias.contains(&fecha.weekday().number_from_monday().to_string())
        };
        let dias: Vec<_> = desde.iter_days().take_while(|d| *d <= hasta).filter(elegido).collect();
        if dias.is_empty() {
            errores.agregar("dias", "Ninguno de esos días cae entre las fechas.");
        }
        let todos = i64::try_from(dias.len()).is_ok_and(|n| n == (hasta - desde).num_days() + 1);
        if self.todo_el_dia && todos { vec![(desde, hasta)] } else { dias.into_iter().map(|d| (d, d)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> BloqueoForm {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let filtro = BloqueosFiltro { de: "p1".into(), ..BloqueosFiltro::default() };
        BloqueoForm { hora_desde: "13:00".into(), hora_hasta: "14:00".into(), ..BloqueoForm::nuevo(&filtro, hoy) }
    }

    #[test]
    fn vacaciones_son_un_tramo_y_el_almuerzo_uno_cada_dia() {
        let almuerzo = BloqueoForm { hasta: "2026-12-06".into(), dias: vec!["1".into(), "5".into()], ..form() };
        assert_eq!(almuerzo.validar().ok().unwrap().tramos.len(), 4);
        let vacaciones = BloqueoForm { hasta: "2026-12-06".into(), todo_el_dia: true, ..form() };
        let valido = vacaciones.validar().ok().unwrap();
        assert_eq!((valido.tramos.len(), valido.hasta), (1, Muro::MEDIANOCHE));
        assert_eq!(form().validar().ok().unwrap().tramos.len(), 1);
    }

    #[test]
    fn lo_que_no_puede_ser_se_dice() {
        let casos = [
            ("de", BloqueoForm { de: "x1".into(), ..form() }),
            ("motivo", BloqueoForm { motivo: "siesta".into(), ..form() }),
            ("hora_desde", BloqueoForm { hora_hasta: "13:00".into(), ..form() }),
            ("desde", BloqueoForm { desde: "31-02-2026".into(), ..form() }),
            ("hasta", BloqueoForm { hasta: "2026-11-22".into(), ..form() }),
            ("hasta", BloqueoForm { hasta: "2027-11-24".into(), ..form() }),
            ("dias", BloqueoForm { dias: vec!["7".into()], ..form() }),
            ("detalle", BloqueoForm { detalle: "x".repeat(501), ..form() }),
        ];
        for (campo, form) in casos {
            assert!(form.validar().err().unwrap().get(campo).is_some(), "{campo}");
        }
    }
}
