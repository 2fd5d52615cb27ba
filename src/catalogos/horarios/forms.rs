//! What an administrator types about a week.

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::model::{NuevoHorario, Periodo};
use crate::catalogos::BloqueSemana;
use crate::catalogos::forms::{bloque, enesimo, fecha, fecha_opcional, se_superponen};
use crate::values::fecha as fechas;
use crate::web::form::Errores;

/// Two a day are always shown, and one more than there are.
const BLOQUES_A_LA_VISTA: usize = 2;
const BLOQUES_MAX: usize = 70;

pub const DIAS: [&str; 7] = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HorarioForm {
    pub version: String,
    pub vigente_desde: String,
    pub vigente_hasta: String,
    /// Side by side, a block each: its day from 1, its hours and its place.
    pub dia: Vec<String>,
    pub desde: Vec<String>,
    pub hasta: Vec<String>,
    pub lugar: Vec<String>,
}

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Escrito<'a> {
    pub desde: &'a str,
    pub hasta: &'a str,
    pub lugar: &'a str,
}

impl HorarioForm {
    pub fn de(version: i32, periodo: &Periodo) -> Self {
        let mut form = Self {
            version: version.to_string(),
            vigente_desde: fechas::iso(periodo.desde),
            vigente_hasta: periodo.hasta.map(fechas::iso).unwrap_or_default(),
            ..Self::default()
        };
        for BloqueSemana { isodow, bloque } in &periodo.semana {
            form.dia.push(isodow.to_string());
            form.desde.push(bloque.desde.to_string());
            form.hasta.push(bloque.hasta.entrada());
            form.lugar.push(bloque.lugar.to_string());
        }
        form
    }

    /// The rows of a day, 1 being Monday, with room for another block in the place of the last.
    pub fn filas(&self, dia: usize) -> Vec<Escrito<'_>> {
        let suyas = self.dia.iter().enumerate().filter(|(_, d)| d.parse() == Ok(dia)).map(|(n, _)| self.escrito(n));
        let mut filas: Vec<_> = suyas.filter(|e| !e.desde.is_empty() || !e.hasta.is_empty()).collect();
        let vacia = Escrito { lugar: filas.last().map_or("", |e| e.lugar), ..Escrito::default() };
        filas.resize(BLOQUES_A_LA_VISTA.max(filas.len() + 1), vacia);
        filas
    }

    fn escrito(&self, n: usize) -> Escrito<'_> {
        Escrito { desde: enesimo(&self.desde, n), hasta: enesimo(&self.hasta, n), lugar: enesimo(&self.lugar, n) }
    }

    pub fn validar(&self, hoy: NaiveDate) -> Result<NuevoHorario, Errores> {
        let mut errores = Errores::default();
        let semana = self.semana(&mut errores);
        let desde = fecha(&mut errores, "vigente_desde", &self.vigente_desde);
        let hasta = fecha_opcional(&mut errores, "vigente_hasta", &self.vigente_hasta);
        let limite = hoy.checked_add_months(Months::new(36)).unwrap_or(hoy);
        if desde.is_some_and(|d| d < hoy || d > limite) {
            errores.agregar("vigente_desde", "Elige una fecha desde hoy y hasta tres años más.");
        }
        if hasta.is_some_and(|h| desde.is_some_and(|d| h < d)) {
            errores.agregar("vigente_hasta", "Elige una fecha igual o posterior al inicio, o déjala vacía.");
        }
        match desde {
            Some(desde) if !errores.hay() => Ok(NuevoHorario { desde, hasta, semana }),
            _ => Err(errores),
        }
    }

    fn semana(&self, errores: &mut Errores) -> Vec<BloqueSemana> {
        let mut semana = Vec::new();
        for (n, dia) in self.dia.iter().enumerate().take(BLOQUES_MAX) {
            let e = self.escrito(n);
            let isodow = dia.parse().ok().filter(|d| (1..=7).contains(d));
            match (bloque(e.desde, e.hasta, e.lugar), isodow) {
                (Ok(Some(bloque)), Some(isodow)) => semana.push(BloqueSemana { isodow, bloque }),
                (Err(falta), _) => errores.agregar("horario", falta),
                (Ok(_), _) => {}
            }
        }
        semana.sort_unstable();
        for (isodow, nombre) in (1..).zip(DIAS) {
            let del_dia: Vec<_> = semana.iter().filter(|b| b.isodow == isodow).map(|b| b.bloque).collect();
            if se_superponen(&del_dia) {
                errores.agregar("horario", format!("Dos bloques del {} se superponen.", nombre.to_lowercase()));
            }
        }
        semana
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(bloques: &[(&str, &str, &str)]) -> HorarioForm {
        let columna = |f: fn(&(&str, &str, &str)) -> String| bloques.iter().map(f).collect::<Vec<_>>();
        HorarioForm {
            vigente_desde: "2026-12-01".into(),
            dia: columna(|b| b.0.into()),
            desde: columna(|b| b.1.into()),
            hasta: columna(|b| b.2.into()),
            lugar: columna(|_| "1".into()),
            ..HorarioForm::default()
        }
    }

    fn hoy() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn una_semana_se_lee_por_bloques() {
        let bien = form(&[("3", "10:00", "14:00"), ("1", "15:00", "00:00"), ("1", "09:00", "13:00"), ("2", "", "")]);
        let semana = bien.validar(hoy()).ok().unwrap().semana;
        assert_eq!(semana.iter().map(|b| b.isodow).collect::<Vec<_>>(), [1, 1, 3]);
        assert_eq!(semana[1].bloque.hasta.to_string(), "24:00");
    }

    #[test]
    fn lo_que_no_puede_ser_se_dice() {
        for bloques in [
            &[("1", "13:00", "09:00")][..],
            &[("1", "09:00", "09:00")],
            &[("1", "09:00", "")],
            &[("1", "09:00", "13:00"), ("1", "12:00", "14:00")],
        ] {
            assert!(form(bloques).validar(hoy()).err().unwrap().get("horario").is_some(), "{bloques:?}");
        }
        let pasado = HorarioForm { vigente_desde: "2026-11-21".into(), ..form(&[]) };
        assert!(pasado.validar(hoy()).err().unwrap().get("vigente_desde").is_some());
        let al_reves = HorarioForm { vigente_hasta: "2026-11-30".into(), ..form(&[]) };
        assert!(al_reves.validar(hoy()).err().unwrap().get("vigente_hasta").is_some());
    }

    #[test]
    fn cada_dia_tiene_lugar_para_otro_bloque() {
        let form = form(&[("1", "09:00", "13:00"), ("1", "14:00", "18:00")]);
        assert_eq!((form.filas(1).len(), form.filas(2).len()), (3, 2));
    }
}
