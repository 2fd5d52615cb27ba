//! What a leaf, a seal and a day are, byte by byte. Nothing here may change once there are seals: a new form of leaf is a
//! new `VERSION`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Date, Integer};
use sha2::{Digest, Sha256};

use crate::values::llave::{Firma, Llave};

/// Which columns a leaf is made of: `queries::FILAS`.
pub const VERSION: i32 = 1;
/// Bytes of a leaf: the id, and half of a SHA-256, which is as hard to meet by chance as an UUID.
pub const HOJA: usize = 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hoja {
    pub id: i64,
    pub huella: [u8; 16],
}

impl Hoja {
    /// `fila`: every column as text, in one canonical line.
    pub fn nueva(id: i64, fila: &str) -> Self {
        let digesto = Sha256::digest(fila.as_bytes());
        let mut huella = [0; 16];
        huella.iter_mut().zip(digesto).for_each(|(h, d)| *h = d);
        Self { id, huella }
    }

    pub fn bytes(&self) -> Vec<u8> {
        [&self.id.to_be_bytes()[..], &self.huella].concat()
    }
}

/// The leaves of a part, as they are kept.
pub fn hojas_de(bytes: &[u8]) -> Vec<Hoja> {
    bytes
        .chunks_exact(HOJA)
        .filter_map(|hoja| {
            let (id, huella) = hoja.split_at_checked(8)?;
            Some(Hoja { id: i64::from_be_bytes(id.try_into().ok()?), huella: huella.try_into().ok()? })
        })
        .collect()
}

/// What a seal says of the rows.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Cuerpo {
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub filas: i64,
    #[diesel(sql_type = BigInt)]
    pub primera: i64,
    #[diesel(sql_type = BigInt)]
    pub ultima: i64,
    /// SHA-256 of all leaves, one after the other.
    #[diesel(sql_type = Binary)]
    pub raiz: Vec<u8>,
    /// The seal before of the same clinic; zeros before the first.
    #[diesel(sql_type = Binary)]
    pub anterior: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Sello {
    #[diesel(embed)]
    pub cuerpo: Cuerpo,
    #[diesel(sql_type = Binary)]
    pub sello: Vec<u8>,
}

impl Cuerpo {
    pub fn firmar(&self, llave: &Llave, clinica: i32, dia: NaiveDate) -> Firma {
        let numeros = [i64::from(clinica), i64::from(self.version), self.filas, self.primera, self.ultima];
        let numeros = numeros.map(i64::to_be_bytes).concat();
        llave.firmar(&[b"sello", dia.to_string().as_bytes(), &numeros, &self.raiz, &self.anterior].concat())
    }
}

/// A day that is sealed: the seals it holds, and the seal of them all.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Dia {
    #[diesel(sql_type = Date)]
    pub dia: NaiveDate,
    #[diesel(sql_type = Binary)]
    pub resumen: Vec<u8>,
    #[diesel(sql_type = Binary)]
    pub anterior: Vec<u8>,
    #[diesel(sql_type = Binary)]
    pub sello: Vec<u8>,
}

/// A clinic and its seal of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumido {
    pub clinica: i32,
    pub sello: Firma,
}

impl Dia {
    pub fn sellos(&self) -> Vec<Resumido> {
        let uno = |parte: &[u8]| {
            let (clinica, sello) = parte.split_at_checked(4)?;
            Some(Resumido { clinica: i32::from_be_bytes(clinica.try_into().ok()?), sello: sello.try_into().ok()? })
        };
        self.resumen.chunks_exact(36).filter_map(uno).collect()
    }
}

pub fn resumir(sellos: &[Resumido]) -> Vec<u8> {
    sellos.iter().flat_map(|r| [&r.clinica.to_be_bytes()[..], &r.sello].concat()).collect()
}

pub fn firmar_dia(llave: &Llave, dia: NaiveDate, resumen: &[u8], anterior: &[u8]) -> Firma {
    llave.firmar(&[b"dia", dia.to_string().as_bytes(), anterior, resumen].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::llave::hex;

    #[test]
    fn lo_guardado_se_lee_como_se_escribio() {
        let hojas = [Hoja::nueva(-7, "{a}"), Hoja::nueva(i64::MAX, "{b}")];
        assert_eq!(hojas_de(&hojas.map(|h| h.bytes()).concat()), hojas);
        let sellos = [Resumido { clinica: 0, sello: [1; 32] }, Resumido { clinica: 70_000, sello: [2; 32] }];
        let dia = Dia { dia: NaiveDate::MIN, resumen: resumir(&sellos), anterior: vec![], sello: vec![] };
        assert_eq!(dia.sellos(), sellos);
    }

    /// The bytes themselves: seals already made must verify for ever.
    #[test]
    fn el_sello_de_siempre_es_este() {
        let llave = Llave::parse(&"0b".repeat(32)).unwrap().para("auditoria");
        let dia = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let cuerpo = Cuerpo { version: 1, filas: 2, primera: 5, ultima: 9, raiz: vec![3; 32], anterior: vec![0; 32] };
        let (sello, del_dia) = (cuerpo.firmar(&llave, 3, dia), firmar_dia(&llave, dia, &[1, 2, 3], &[0; 32]));
        assert_eq!(hex(&sello), "91b9b4de1b8ea6e239abf207c1a1b9b136a2d472ab0df0b0b6004d3a22f45989");
        assert_eq!(hex(&del_dia), "7f97a9bca26291375fe5c7dd27a661dff9f4a6db7055cc2c261e556ecbbfea5e");
    }
}
