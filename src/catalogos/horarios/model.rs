//! Weeks in force and to come.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::catalogos::BloqueSemana;

/// A block of a week with the dates between which it is worked, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BloqueVigente {
    pub de: BloqueSemana,
    pub desde: NaiveDate,
    pub hasta: Option<NaiveDate>,
}

impl BloqueVigente {
    fn rige(&self, fecha: NaiveDate) -> bool {
        self.desde <= fecha && self.hasta.is_none_or(|hasta| fecha <= hasta)
    }
}

/// The same week from one date to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periodo {
    pub desde: NaiveDate,
    pub hasta: Option<NaiveDate>,
    pub semana: Vec<BloqueSemana>,
}

impl Periodo {
    pub fn minutos(&self) -> i64 {
        self.semana.iter().map(|b| b.bloque.desde.hasta(b.bloque.hasta)).sum()
    }
}

/// A week to be worked from `desde`, until `hasta` or until it is changed.
#[derive(Debug, Clone)]
pub struct NuevoHorario {
    pub desde: NaiveDate,
    pub hasta: Option<NaiveDate>,
    pub semana: Vec<BloqueSemana>,
}

/// From today on, in order and without gaps; the last one has no end.
pub fn periodos(bloques: &[BloqueVigente], hoy: NaiveDate) -> Vec<Periodo> {
    let siguiente = |fecha: NaiveDate| fecha.checked_add_days(Days::new(1));
    let cambios = bloques.iter().flat_map(|b| [Some(b.desde), b.hasta.and_then(siguiente)]).flatten();
    let inicios: BTreeSet<NaiveDate> = cambios.filter(|fecha| *fecha > hoy).chain([hoy]).collect();
    let mut periodos: Vec<Periodo> = Vec::new();
    for desde in inicios {
        let mut semana: Vec<_> = bloques.iter().filter(|b| b.rige(desde)).map(|b| b.de).collect();
        semana.sort_unstable();
        match periodos.last_mut() {
            Some(anterior) if anterior.semana == semana => {}
            anterior => {
                if let Some(anterior) = anterior {
                    anterior.hasta = desde.pred_opt();
                }
                periodos.push(Periodo { desde, hasta: None, semana });
            }
        }
    }
    periodos
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogos::{Bloque, Lugar};
    use crate::values::muro::Muro;

    fn dia(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, n).unwrap()
    }

    fn bloque(isodow: i16, desde: u32, hasta: Option<u32>) -> BloqueVigente {
        let lugar = Lugar { sucursal: 1, box_id: None };
        let bloque = Bloque { desde: Muro::de(9, 0).unwrap(), hasta: Muro::de(13, 0).unwrap(), lugar };
        BloqueVigente { de: BloqueSemana { isodow, bloque }, desde: dia(desde), hasta: hasta.map(dia) }
    }

    #[test]
    fn un_cambio_parte_el_tiempo_y_lo_igual_se_junta() {
        let bloques = [bloque(1, 1, Some(9)), bloque(1, 10, None), bloque(2, 1, Some(19))];
        let hallados = periodos(&bloques, dia(5));
        let resumen: Vec<_> = hallados.iter().map(|p| (p.desde, p.hasta, p.semana.len())).collect();
        assert_eq!(resumen, [(dia(5), Some(dia(19)), 2), (dia(20), None, 1)]);
        assert_eq!(hallados[0].minutos(), 480);
    }

    #[test]
    fn sin_horario_hay_un_periodo_vacio() {
        assert_eq!(periodos(&[], dia(5)), [Periodo { desde: dia(5), hasta: None, semana: vec![] }]);
    }
}
