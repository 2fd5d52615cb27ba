//! The Chilean RUT: an integer body and its check digit, mod 11 with weights 2..7 from the right.
//!
//! Accepted when read: with or without dots (where thousands stand), with or without dash, lower-case
//! `k`, leading zeros, prefix `CL`, spaces around. Nothing else: no text before, no K in the body.

use std::fmt;
use std::str::FromStr;

use super::texto::con_puntos;

/// Nine digits hold every RUT and the provisional numbers from 100.000.000 up, and fit an `int`.
const CUERPO_MAXIMO: u32 = 999_999_999;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rut {
    cuerpo: u32,
    dv: char,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RutInvalido {
    Vacio,
    /// Something that is not a digit, a dot in its place, a dash or a check digit.
    Formato,
    CuerpoCero,
    DemasiadoLargo,
    /// Well written, but the check digit belongs to another body.
    DigitoVerificador,
}

impl Rut {
    pub fn parse(texto: &str) -> Result<Self, RutInvalido> {
        let texto = texto.trim();
        if texto.is_empty() {
            return Err(RutInvalido::Vacio);
        }
        let (cuerpo, dv) = separar(sin_prefijo(texto))?;
        let rut = Self::con_cuerpo(parse_cuerpo(cuerpo)?).ok_or(RutInvalido::CuerpoCero)?;
        if rut.dv == dv { Ok(rut) } else { Err(RutInvalido::DigitoVerificador) }
    }

    /// The RUT of a body, with its check digit worked out; none for zero or more than nine digits.
    pub fn con_cuerpo(cuerpo: u32) -> Option<Self> {
        (1..=CUERPO_MAXIMO).contains(&cuerpo).then(|| Self { cuerpo, dv: digito_verificador(cuerpo) })
    }

    /// The body as stored in an `int` column.
    pub fn cuerpo(self) -> i32 {
        self.cuerpo.cast_signed()
    }

    /// `0`..`9` or an upper-case `K`.
    pub fn dv(self) -> char {
        self.dv
    }

    /// All digits of the body alike, as in 11.111.111-1: valid, but worth a second look.
    pub fn es_repetido(self) -> bool {
        let cuerpo = self.cuerpo.to_string();
        let mut cifras = cuerpo.chars();
        let primera = cifras.next();
        cuerpo.len() > 1 && cifras.all(|cifra| Some(cifra) == primera)
    }

    /// Body and lower-case check digit with nothing between, `12345678k`: what search compares.
    pub fn normalizado(self) -> String {
        format!("{}{}", self.cuerpo, self.dv.to_ascii_lowercase())
    }
}

/// `12.345.678-K`
impl fmt::Display for Rut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", con_puntos(&self.cuerpo.to_string()), self.dv)
    }
}

impl FromStr for Rut {
    type Err = RutInvalido;

    fn from_str(texto: &str) -> Result<Self, Self::Err> {
        Self::parse(texto)
    }
}

fn sin_prefijo(texto: &str) -> &str {
    match texto.split_at_checked(2) {
        Some((prefijo, resto)) if prefijo.eq_ignore_ascii_case("CL") => resto.trim_start(),
        _ => texto,
    }
}

fn separar(texto: &str) -> Result<(&str, char), RutInvalido> {
    let dv = texto.chars().next_back().ok_or(RutInvalido::Formato)?.to_ascii_uppercase();
    if !(dv.is_ascii_digit() || dv == 'K') {
        return Err(RutInvalido::Formato);
    }
    let cuerpo = texto.strip_suffix(|_: char| true).unwrap_or_default();
    Ok((cuerpo.strip_suffix('-').unwrap_or(cuerpo), dv))
}

fn parse_cuerpo(cuerpo: &str) -> Result<u32, RutInvalido> {
    let mut grupos = cuerpo.split('.');
    let primero = grupos.next().unwrap_or_default();
    let en_su_lugar = !primero.is_empty() && grupos.all(|grupo| !grupo.is_empty() && grupo.len().is_multiple_of(3));
    if !en_su_lugar || !cuerpo.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(RutInvalido::Formato);
    }
    let cifras = cuerpo.replace('.', "");
    match cifras.trim_start_matches('0') {
        "" => Err(RutInvalido::CuerpoCero),
        cifras if cifras.len() > 9 => Err(RutInvalido::DemasiadoLargo),
        cifras => cifras.parse().or(Err(RutInvalido::Formato)),
    }
}

/// 11 − (Σ digit × weight mod 11), where 11 is written 0 and 10 is written K.
fn digito_verificador(cuerpo: u32) -> char {
    let (mut resto, mut suma) = (cuerpo, 0);
    for peso in (2..=7).cycle() {
        if resto == 0 {
            break;
        }
        suma += resto % 10 * peso;
        resto /= 10;
    }
    "0K987654321".chars().nth((suma % 11) as usize).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rut(texto: &str) -> Rut {
        Rut::parse(texto).expect(texto)
    }

    #[test]
    fn conoce_los_digitos_de_referencia() {
        for texto in ["12.345.678-5", "11.111.111-1", "7.775.735-K", "10.000.013-K", "30.686.957-4", "1-9"] {
            assert_eq!(rut(texto).to_string(), texto);
        }
        assert_eq!(Rut::con_cuerpo(6).map(Rut::dv), Some('K'));
        assert_eq!(Rut::con_cuerpo(7_775_735).map(Rut::normalizado), Some("7775735k".into()));
    }

    #[test]
    fn acepta_todas_las_formas_del_meson() {
        let esperado = rut("7.775.735-K");
        for forma in [
            "7775735K",
            "7775735k",
            "7775735-k",
            "7.775.735k",
            "7.775735-K",
            "0007775735-K",
            "07.775.735-K",
            "CL7775735K",
            "cl 7.775.735-k",
            "  7.775.735-K  ",
            "CL 07775735-k",
        ] {
            assert_eq!(Rut::parse(forma), Ok(esperado), "{forma}");
        }
    }

    #[test]
    fn rechaza_lo_que_no_es_un_rut() {
        use RutInvalido::*;
        for (texto, motivo) in [
            ("", Vacio),
            ("   ", Vacio),
            ("-", Formato),
            ("K", Formato),
            ("5", Formato),
            ("CL", Formato),
            ("0-0", CuerpoCero),
            ("00.000.000-0", CuerpoCero),
            ("000", CuerpoCero),
            ("12.345.678-4", DigitoVerificador),
            ("12.345.678-K", DigitoVerificador),
            ("12,345,678-5", Formato),
            ("12*345678-5", Formato),
            ("1K345678-5", Formato),
            ("12a45678-5", Formato),
            ("RUT 12.345.678-5", Formato),
            ("12.345.678-5 Ana", Formato),
            ("12.345.678--5", Formato),
            ("12.345.678-", Formato),
            ("-12.345.678-5", Formato),
            ("12-345678-5", Formato),
            ("1.2345.678-5", Formato),
            (".12.345.678-5", Formato),
            ("12..345.678-5", Formato),
            ("12 345 678-5", Formato),
            ("12.345.678-5.", Formato),
            ("١٢٣٤٥٦٧٨-5", Formato),
            ("12.345.678-Ñ", Formato),
            ("+12345678-5", Formato),
            ("1.234.567.890-1", DemasiadoLargo),
            ("99999999999999999999-1", DemasiadoLargo),
        ] {
            assert_eq!(Rut::parse(texto), Err(motivo), "{texto}");
        }
    }

    #[test]
    fn los_repetidos_valen_y_solo_se_advierten() {
        assert!(rut("11.111.111-1").es_repetido());
        assert!(rut("22.222.222-2").es_repetido());
        assert!(!rut("12.345.678-5").es_repetido());
        assert!(!rut("1-9").es_repetido());
    }

    /// The rule of mod 11, written the other way round: body and check digit weigh a multiple of 11.
    fn pesa_multiplo_de_once(rut: Rut) -> bool {
        let dv = match rut.dv() {
            'K' => 10,
            cifra => cifra.to_digit(10).expect("cifra"),
        };
        let cifras = rut.cuerpo().to_string();
        let suma: u32 = cifras
            .chars()
            .rev()
            .zip([2, 3, 4, 5, 6, 7].into_iter().cycle())
            .map(|(cifra, peso)| cifra.to_digit(10).expect("cifra") * peso)
            .sum();
        (suma + dv).is_multiple_of(11)
    }

    fn cualquiera() -> impl Strategy<Value = Rut> {
        (1..=CUERPO_MAXIMO).prop_filter_map("cuerpo", Rut::con_cuerpo)
    }

    proptest! {
        #[test]
        fn todo_cuerpo_cumple_modulo_once(rut in cualquiera()) {
            prop_assert!(pesa_multiplo_de_once(rut));
        }

        #[test]
        fn va_y_vuelve(rut in cualquiera(), ceros in 0_usize..4, minuscula: bool, prefijo: bool) {
            let dv = if minuscula { rut.dv().to_ascii_lowercase() } else { rut.dv() };
            let prefijo = if prefijo { "CL" } else { "" };
            let ceros = "0".repeat(ceros);
            prop_assert_eq!(Rut::parse(&rut.to_string()), Ok(rut));
            prop_assert_eq!(Rut::parse(&rut.normalizado()), Ok(rut));
            prop_assert_eq!(Rut::parse(&format!("{prefijo}{ceros}{}-{dv}", rut.cuerpo())), Ok(rut));
            let con_puntos = con_puntos(&rut.cuerpo().to_string());
            prop_assert_eq!(Rut::parse(&format!("{prefijo}{ceros}{con_puntos}{dv}")), Ok(rut));
        }

        #[test]
        fn un_digito_cambiado_siempre_se_nota(rut in cualquiera()) {
            let letras: Vec<char> = rut.normalizado().chars().collect();
            for (lugar, viejo) in letras.iter().enumerate() {
                for nuevo in "0123456789k".chars().filter(|nuevo| nuevo != viejo) {
                    let mut mal = letras.clone();
                    *mal.get_mut(lugar).expect("lugar") = nuevo;
                    prop_assert!(Rut::parse(&mal.iter().collect::<String>()).is_err(), "{:?}", mal);
                }
            }
        }

        #[test]
        fn dos_digitos_vecinos_trocados_se_notan(rut in cualquiera()) {
            let letras: Vec<char> = rut.cuerpo().to_string().chars().collect();
            for lugar in 1..letras.len() {
                let mut mal = letras.clone();
                mal.swap(lugar - 1, lugar);
                let trocado = format!("{}-{}", mal.iter().collect::<String>(), rut.dv());
                prop_assert!(mal == letras || Rut::parse(&trocado).is_err(), "{}", trocado);
            }
        }

        #[test]
        fn ningun_texto_lo_hace_caer(texto in "\\PC{0,24}") {
            if let Ok(rut) = Rut::parse(&texto) {
                prop_assert!(pesa_multiplo_de_once(rut));
            }
        }
    }
}
