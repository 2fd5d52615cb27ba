//! What an administrator types about a professional.

use chrono::NaiveTime;
use serde::Deserialize;

use super::model::{NuevoProfesional, Profesional};
use crate::catalogos::BloqueSemana;
use crate::catalogos::forms::{NOMBRE_MAX, color, entero, lleno, numeros};
use crate::ui::format;
use crate::values::{fecha, texto};
use crate::web::form::Errores;

/// Morning and afternoon.
pub const BLOQUES_POR_DIA: usize = 2;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfesionalForm {
    pub version: String,
    pub nombre: String,
    pub especialidad: String,
    pub color: String,
    pub sobrecupos: String,
    pub trabaja_feriados: bool,
    pub archivado: bool,
    pub prestaciones: Vec<String>,
    /// Monday to Sunday, each day its blocks in order; empty where there is none.
    pub desde: Vec<String>,
    pub hasta: Vec<String>,
}

pub struct ProfesionalValido {
    pub datos: NuevoProfesional,
    pub prestaciones: Vec<i64>,
    pub semana: Vec<BloqueSemana>,
}

impl ProfesionalForm {
    pub fn nuevo() -> Self {
        Self { sobrecupos: "3".into(), color: "blue".into(), ..Self::default() }
    }

    pub fn de(profesional: &Profesional, prestaciones: &[i64], semana: &[BloqueSemana]) -> Self {
        let mut form = Self {
            version: profesional.version.to_string(),
            nombre: profesional.nombre.clone(),
            especialidad: profesional.especialidad.clone(),
            color: profesional.color.clone(),
            sobrecupos: profesional.sobrecupos_maximo.to_string(),
            trabaja_feriados: profesional.trabaja_feriados,
            archivado: profesional.estado != "activo",
            prestaciones: prestaciones.iter().map(ToString::to_string).collect(),
            ..Self::default()
        };
        for isodow in 1..=7 {
            let mut bloques = semana.iter().filter(|b| b.isodow == isodow);
            for _ in 0..BLOQUES_POR_DIA {
                let (desde, hasta) =
                    bloques.next().map_or_else(Default::default, |b| (format::time(b.desde), format::time(b.hasta)));
                form.desde.push(desde);
                form.hasta.push(hasta);
            }
        }
        form
    }

    /// What was typed for a block, counted from Monday's first.
    pub fn bloque(&self, n: usize) -> (&str, &str) {
        (self.desde.get(n).map_or("", String::as_str), self.hasta.get(n).map_or("", String::as_str))
    }

    pub fn validar(&self) -> Result<ProfesionalValido, Errores> {
        let mut errores = Errores::default();
        let nombre = lleno(&mut errores, "nombre", &self.nombre, "Escribe el nombre.");
        let color = color(&mut errores, &self.color);
        let sobrecupos_maximo = entero(&mut errores, "sobrecupos", &self.sobrecupos, 0, 50);
        let semana = self.semana(&mut errores);
        errores.limitar("especialidad", &self.especialidad, NOMBRE_MAX);
        if errores.hay() {
            return Err(errores);
        }
        let datos = NuevoProfesional {
            nombre,
            especialidad: texto::nombre(&self.especialidad),
            color,
            trabaja_feriados: self.trabaja_feriados,
            sobrecupos_maximo,
            estado: if self.archivado { "archivado" } else { "activo" },
        };
        Ok(ProfesionalValido { datos, prestaciones: numeros(&self.prestaciones), semana })
    }

    fn semana(&self, errores: &mut Errores) -> Vec<BloqueSemana> {
        let mut semana = Vec::new();
        for n in 0..7 * BLOQUES_POR_DIA {
            match bloque(self.bloque(n)) {
                Ok(None) => {}
                Ok(Some((desde, hasta))) => {
                    let isodow = i16::try_from(n / BLOQUES_POR_DIA + 1).unwrap_or_default();
                    semana.push(BloqueSemana { isodow, desde, hasta });
                }
                Err(()) => {
                    errores.agregar("horario", "Cada bloque necesita una hora de inicio y una de término posterior.");
                    break;
                }
            }
        }
        semana.sort_unstable();
        semana
    }
}

fn bloque((desde, hasta): (&str, &str)) -> Result<Option<(NaiveTime, NaiveTime)>, ()> {
    if desde.trim().is_empty() && hasta.trim().is_empty() {
        return Ok(None);
    }
    match (fecha::parse_hora(desde), fecha::parse_hora(hasta)) {
        (Some(desde), Some(hasta)) if desde < hasta => Ok(Some((desde, hasta))),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn una_semana_se_lee_por_bloques() {
        let mut form = ProfesionalForm { nombre: "Eva".into(), ..ProfesionalForm::nuevo() };
        form.desde = vec!["09:00".into(), "15:00".into(), String::new(), String::new(), "10:00".into()];
        form.hasta = vec!["13:00".into(), "19:00".into(), String::new(), String::new(), "14:00".into()];
        let valido = form.validar().ok().unwrap();
        assert_eq!(valido.semana.iter().map(|b| b.isodow).collect::<Vec<_>>(), [1, 1, 3]);
        form.hasta[0] = "08:00".into();
        assert!(form.validar().err().unwrap().get("horario").is_some());
        form.hasta[0] = String::new();
        assert!(form.validar().err().unwrap().get("horario").is_some());
    }
}
