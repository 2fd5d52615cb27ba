//! What an administrator types about one date of a professional.

use chrono::NaiveDate;
use serde::Deserialize;

use super::model::Excepcion;
use crate::catalogos::forms::{bloque, enesimo, fecha, se_superponen};
use crate::values::fecha as fechas;
use crate::web::form::Errores;

pub const MOTIVO_MAX: u16 = 200;
pub const BLOQUES: usize = 4;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExcepcionForm {
    pub version: String,
    pub fecha: String,
    pub cerrado: bool,
    pub motivo: String,
    /// Side by side, a block each.
    pub desde: Vec<String>,
    pub hasta: Vec<String>,
    pub lugar: Vec<String>,
}

impl ExcepcionForm {
    pub fn de(version: i32, fecha: NaiveDate, dia: Option<&Excepcion>) -> Self {
        let mut form = Self { version: version.to_string(), fecha: fechas::iso(fecha), ..Self::default() };
        if let Some(dia) = dia {
            form.motivo.clone_from(&dia.motivo);
            form.cerrado = dia.bloques.is_empty();
            for bloque in &dia.bloques {
                form.desde.push(bloque.desde.to_string());
                form.hasta.push(bloque.hasta.entrada());
                form.lugar.push(bloque.lugar.to_string());
            }
        }
        form
    }

    /// What was typed for a block: from, to, where.
    pub fn escrito(&self, n: usize) -> (&str, &str, &str) {
        (enesimo(&self.desde, n), enesimo(&self.hasta, n), enesimo(&self.lugar, n))
    }

    pub fn validar(&self, hoy: NaiveDate) -> Result<Excepcion, Errores> {
        let mut errores = Errores::default();
        let fecha = fecha(&mut errores, "fecha", &self.fecha);
        if fecha.is_some_and(|f| f < hoy) {
            errores.agregar("fecha", "Elige una fecha desde hoy.");
        }
        errores.limitar("motivo", &self.motivo, MOTIVO_MAX);
        let bloques = if self.cerrado { Vec::new() } else { self.bloques(&mut errores) };
        match fecha {
            Some(fecha) if !errores.hay() => Ok(Excepcion { fecha, motivo: self.motivo.trim().to_owned(), bloques }),
            _ => Err(errores),
        }
    }

    fn bloques(&self, errores: &mut Errores) -> Vec<crate::catalogos::Bloque> {
        let mut bloques = Vec::new();
        for n in 0..BLOQUES {
            let (desde, hasta, lugar) = self.escrito(n);
            match bloque(desde, hasta, lugar) {
                Ok(leido) => bloques.extend(leido),
                Err(falta) => errores.agregar("horario", falta),
            }
        }
        bloques.sort_unstable();
        if se_superponen(&bloques) {
            errores.agregar("horario", "Dos bloques se superponen.");
        }
        if bloques.is_empty() {
            errores.agregar("horario", "Escribe las horas de ese día, o marca que no atiende.");
        }
        bloques
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_dia_se_cierra_o_tiene_horas() {
        let hoy = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let vacia = ExcepcionForm::de(1, hoy, None);
        assert!(vacia.validar(hoy).err().unwrap().get("horario").is_some());
        let cerrada = ExcepcionForm { cerrado: true, ..vacia.clone() };
        assert!(cerrada.validar(hoy).ok().unwrap().bloques.is_empty());
        let lista = |texto: &str| vec![texto.to_owned()];
        let abierta = ExcepcionForm { desde: lista("22:00"), hasta: lista("00:00"), lugar: lista("1:2"), ..vacia };
        let dia = abierta.validar(hoy).ok().unwrap();
        assert_eq!(dia.bloques[0].lugar.box_id, Some(2));
        let vuelta = ExcepcionForm::de(1, hoy, Some(&dia));
        assert_eq!(vuelta.escrito(0), ("22:00", "00:00", "1:2"));
        assert!(abierta.validar(hoy.succ_opt().unwrap()).err().unwrap().get("fecha").is_some());
    }
}
