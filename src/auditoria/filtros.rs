//! What a list of the audit is narrowed by, as it stands in its URL, and the place in it where a page begins.

use std::cmp::Ordering;
use std::fmt::Display;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

use super::palabras;
use crate::urls;
use crate::values::fecha;
use crate::values::rut::Rut;
use crate::values::zona::Zona;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FiltrosForm {
    /// A RUT, or the number of a ficha.
    pub paciente: String,
    /// A table, by its name.
    pub tipo: String,
    /// As people say it: of a receipt, of a sale.
    pub numero: String,
    /// One row and no other, by its id: what a history is asked by.
    pub fila: String,
    /// A membership.
    pub quien: String,
    pub desde: String,
    pub hasta: String,
    /// Where the page before ended, going back in time; `despues`, going forth.
    pub antes: String,
    pub despues: String,
}

/// By its id, by its RUT, or whoever.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quien {
    pub id: i64,
    pub rut: String,
}

/// `R1-12`, of a series; or `12`, of whatever has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numero {
    pub texto: String,
    pub serie: String,
    pub valor: Option<i64>,
}

impl Numero {
    fn leer(texto: &str) -> Option<Self> {
        let texto = texto.trim().trim_start_matches("N°").trim();
        let (serie, valor) = texto.rsplit_once('-').unwrap_or(("", texto));
        let (serie, valor) = (serie.trim().to_uppercase(), valor.trim().parse().ok());
        (!texto.is_empty()).then(|| Self { texto: texto.to_owned(), serie, valor })
    }
}

/// A row's place: when, and among those of the same instant of which ledger (0: of none) and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lugar {
    pub en: DateTime<Utc>,
    pub libro: i32,
    pub id: i64,
}

impl Lugar {
    /// What the ids of a ledger are compared with at this instant: all are on this side of it, or all beyond.
    pub fn tope(self, libro: i32) -> i64 {
        match libro.cmp(&self.libro) {
            Ordering::Less => i64::MAX,
            Ordering::Equal => self.id,
            Ordering::Greater => i64::MIN,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desde {
    /// Older than the place, the newest of them first.
    Antes(Lugar),
    /// Newer, and nearest to it.
    Despues(Lugar),
}

#[derive(Debug, Clone)]
pub struct Filtros {
    pub paciente: Option<Quien>,
    pub tipo: Option<&'static str>,
    pub numero: Option<Numero>,
    pub fila: Option<String>,
    pub quien: Option<i64>,
    pub desde: DateTime<Utc>,
    pub hasta: DateTime<Utc>,
    pub lugar: Option<Desde>,
}

impl FiltrosForm {
    /// What cannot be read does not narrow; dates are of the clinic's wall, both inside.
    pub fn leer(&self, zona: Tz) -> Filtros {
        let dia = |texto: &str| fecha::parse(texto).ok().map(|d| Zona::from(zona).dia(d));
        let lugar = leer_lugar(&self.despues).map(Desde::Despues).or(leer_lugar(&self.antes).map(Desde::Antes));
        Filtros {
            paciente: leer_paciente(&self.paciente),
            tipo: palabras::tabla_de(self.tipo.trim()),
            numero: Numero::leer(&self.numero),
            fila: Some(self.fila.trim().to_owned()).filter(|f| !f.is_empty()),
            quien: self.quien.trim().parse().ok(),
            desde: dia(&self.desde).map_or(DateTime::UNIX_EPOCH, |(inicio, _)| inicio),
            hasta: dia(&self.hasta).map_or_else(fin, |(_, fin)| fin),
            lugar,
        }
    }

    /// The same list from another place.
    pub fn url(&self, base: &str, (cual, lugar): (&str, Lugar)) -> String {
        let lugar = format!("{}-{}-{}", lugar.en.timestamp_micros(), lugar.libro, lugar.id);
        let pares: [(&str, &dyn Display); 8] = [
            ("paciente", &self.paciente),
            ("tipo", &self.tipo),
            ("numero", &self.numero),
            ("fila", &self.fila),
            ("quien", &self.quien),
            ("desde", &self.desde),
            ("hasta", &self.hasta),
            (cual, &lugar),
        ];
        urls::con_filtros(base, &pares)
    }

    /// What narrows both lists, for the tab of the other.
    pub fn comunes(&self, base: &str) -> String {
        let pares: [(&str, &dyn Display); 4] =
            [("paciente", &self.paciente), ("quien", &self.quien), ("desde", &self.desde), ("hasta", &self.hasta)];
        urls::con_filtros(base, &pares)
    }
}

/// After every date that a form can say.
pub(super) fn fin() -> DateTime<Utc> {
    DateTime::from_timestamp(7_300_000_000, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

pub(super) fn leer_paciente(texto: &str) -> Option<Quien> {
    let texto = texto.trim();
    let id = texto.parse().ok().filter(|_| texto.len() < 8);
    match id {
        Some(id) => Some(Quien { id, rut: String::new() }),
        None => Rut::parse(texto).ok().map(|rut| Quien { id: 0, rut: format!("{}-{}", rut.cuerpo(), rut.dv()) }),
    }
}

fn leer_lugar(texto: &str) -> Option<Lugar> {
    let (micros, lugar) = texto.split_once('-')?;
    let (libro, id) = lugar.split_once('-')?;
    let en = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    fecha::en_rango(en.date_naive()).then_some(Lugar { en, libro: libro.parse().ok()?, id: id.parse().ok()? })
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Vecinas {
    pub anterior: Option<String>,
    pub siguiente: Option<String>,
}

/// Leaves one page of `filas`, the newest first, of a query that answered one row more when there were more.
pub fn paginar<T>(
    filas: &mut Vec<T>,
    por_pagina: usize,
    desde: Option<Desde>,
    lugar: impl Fn(&T) -> Lugar,
    url: impl Fn((&str, Lugar)) -> String,
) -> Vecinas {
    let hay_mas = filas.len() > por_pagina;
    filas.truncate(por_pagina);
    let hacia_adelante = matches!(desde, Some(Desde::Despues(_)));
    if hacia_adelante {
        filas.reverse();
    }
    let (hay_nuevas, hay_viejas) =
        if hacia_adelante { (hay_mas, !filas.is_empty()) } else { (desde.is_some() && !filas.is_empty(), hay_mas) };
    Vecinas {
        anterior: filas.first().filter(|_| hay_nuevas).map(|f| url(("despues", lugar(f)))),
        siguiente: filas.last().filter(|_| hay_viejas).map(|f| url(("antes", lugar(f)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lo_que_no_se_lee_no_filtra() {
        let form = |paciente: &str, antes: &str| FiltrosForm {
            paciente: paciente.into(),
            antes: antes.into(),
            tipo: "pg_class".into(),
            hasta: "31-02-2026".into(),
            ..FiltrosForm::default()
        };
        let filtros = form("x", "9-").leer(Tz::America__Santiago);
        assert_eq!((filtros.paciente, filtros.tipo, filtros.lugar, filtros.hasta), (None, None, None, fin()));
        let filtros = form("11.111.111-1", "0-2-7").leer(Tz::America__Santiago);
        assert_eq!(filtros.paciente.map(|p| p.rut).as_deref(), Some("11111111-1"));
        assert_eq!(filtros.lugar, Some(Desde::Antes(Lugar { en: DateTime::UNIX_EPOCH, libro: 2, id: 7 })));
        assert_eq!(leer_paciente("12").map(|p| p.id), Some(12));
    }

    #[test]
    fn un_numero_se_escribe_como_se_dice() {
        let leer = |texto: &str| Numero::leer(texto).map(|n| (n.serie, n.valor));
        assert_eq!(leer(" r1-12 "), Some(("R1".into(), Some(12))));
        assert_eq!(leer("N° 7"), Some((String::new(), Some(7))));
        assert_eq!(leer("recepcion"), Some((String::new(), None)));
        assert_eq!(leer(" "), None);
    }

    #[test]
    fn las_paginas_se_recorren_en_los_dos_sentidos() {
        let lugar = |id: &i64| Lugar { en: DateTime::UNIX_EPOCH, libro: 0, id: *id };
        let url = |(cual, lugar): (&str, Lugar)| format!("{cual} {}", lugar.id);
        let paginar = |filas: &[i64], desde| {
            let mut filas = filas.to_vec();
            let v = paginar(&mut filas, 2, desde, lugar, url);
            (filas, v.anterior, v.siguiente)
        };
        let si = |texto: &str| Some(texto.to_owned());
        assert_eq!(paginar(&[9, 8, 7], None), (vec![9, 8], None, si("antes 8")));
        assert_eq!(paginar(&[7, 6], Some(Desde::Antes(lugar(&8)))), (vec![7, 6], si("despues 7"), None));
        assert_eq!(paginar(&[8, 9], Some(Desde::Despues(lugar(&7)))), (vec![9, 8], None, si("antes 8")));
        assert_eq!(paginar(&[], Some(Desde::Despues(lugar(&7)))), (vec![], None, None));
    }
}
